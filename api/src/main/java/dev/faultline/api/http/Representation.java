package dev.faultline.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.faultline.api.query.Table;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer as bytes: JSON, or CSV for those who accept that and not JSON. */
record Representation(String contentType, byte[] body) {

  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * The answer in a form that the client accepts.
   *
   * @param accept the header; null accepts all
   * @throws Problem if there is none
   */
  static Representation of(Answer answer, String accept) throws IOException {
    String accepts = accept == null || accept.isBlank() ? "*/*" : accept;
    if (accepts.contains(JSON) || accepts.contains("*/*") || accepts.contains("application/*")) {
      return json(JSON, answer.json());
    }
    if (answer.table() != null && (accepts.contains(CSV) || accepts.contains("text/*"))) {
      return new Representation(CSV + "; charset=utf-8", csv(answer.table()));
    }
    throw Problem.notAcceptable(accepts);
  }

  static Representation of(Problem problem) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "about:blank");
    json.put("title", problem.title());
    json.put("status", problem.status());
    json.put("detail", problem.getMessage());
    problem.parameter().ifPresent(name -> json.put("parameter", name));
    try {
      return json("application/problem+json", json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Representation json(String type, Map<String, Object> json)
      throws JsonProcessingException {
    return new Representation(type, MAPPER.writeValueAsBytes(json));
  }

  private static byte[] csv(Table table) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(table.columns());
      for (List<Object> row : table.rows()) {
        csv.writeRecord(row.stream().map(Representation::cell).toList());
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Null is empty; a text that a spreadsheet would take for a formula is quoted for it. */
  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof List<?> list) {
      return String.join(";", list.stream().map(String::valueOf).toList());
    }
    String text = value.toString();
    boolean formula =
        value instanceof String && !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }
}
