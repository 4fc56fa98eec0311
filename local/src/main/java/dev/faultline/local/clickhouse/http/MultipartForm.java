package dev.faultline.local.clickhouse.http;

import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.query.ExternalTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.Fields;

/**
 * A body of the type multipart/form-data. Its fields are parameters, as those of the URL are; its
 * files are external tables, whose columns the parameters <code>NAME_structure</code> or <code>
 * NAME_types</code> give and whose format <code>NAME_format</code>. Large parts wait on disk.
 */
final class MultipartForm implements AutoCloseable {

  private static final int MAX_PARTS = 1000;
  private static final long MAX_BYTES = 1L << 30;
  private static final long MAX_FIELD_BYTES = 1L << 24;
  private static final long IN_MEMORY_BYTES = 1L << 18;
  private static final String DEFAULT_TABLE = "_data";

  private final MultiPartFormData.Parts parts;

  private MultipartForm(MultiPartFormData.Parts parts) {
    this.parts = parts;
  }

  /** Whether a request's body is one. */
  static boolean in(Request request) {
    String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    return type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  /**
   * Reads it to its end.
   *
   * @param body the request's body, unpacked
   * @param spool an existing folder for large parts
   * @throws EngineException BAD_ARGUMENTS if it is no such body, or too large
   */
  static MultipartForm read(Request request, InputStream body, Path spool)
      throws EngineException, IOException {
    MultiPartConfig config =
        new MultiPartConfig.Builder()
            .location(spool)
            .maxParts(MAX_PARTS)
            .maxSize(MAX_BYTES)
            .maxPartSize(MAX_BYTES)
            .maxMemoryPartSize(IN_MEMORY_BYTES)
            .build();
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    try {
      return new MultipartForm(
          MultiPartFormData.getParts(
              Content.Source.from(body), new Attributes.Mapped(), type, config));
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof EofException || cause instanceof TimeoutException) {
          throw new IOException("the client did not send the whole body", cause);
        }
      }
      throw bad("Cannot read the multipart/form-data body: " + e.getMessage());
    }
  }

  /** The URL's parameters and the form's fields. */
  Fields parametersWith(Fields url) throws EngineException {
    Fields all = new Fields();
    url.forEach(all::put);
    for (MultiPart.Part part : parts) {
      if (part.getFileName() == null && part.getName() != null) {
        if (part.getLength() > MAX_FIELD_BYTES) {
          throw bad("The form's field " + part.getName() + " is too long");
        }
        all.put(part.getName(), part.getContentAsString(StandardCharsets.UTF_8));
      }
    }
    return all;
  }

  /** The tables that the form carries. */
  List<ExternalTable> tables(Fields parameters) throws EngineException {
    List<ExternalTable> tables = new ArrayList<>();
    for (MultiPart.Part part : parts) {
      if (part.getFileName() != null) {
        String name =
            Optional.ofNullable(part.getName())
                .filter(given -> !given.isEmpty())
                .orElse(DEFAULT_TABLE);
        String format =
            Optional.ofNullable(parameters.getValue(name + "_format")).orElse("TabSeparated");
        InputStream rows = Content.Source.asInputStream(part.createContentSource());
        tables.add(new ExternalTable(name, columns(name, parameters), format, rows));
      }
    }
    return tables;
  }

  /** The names of the parameters that describe a table. */
  static Stream<String> parametersOf(String table) {
    return Stream.of("_format", "_structure", "_types").map(suffix -> table + suffix);
  }

  private static String columns(String table, Fields parameters) throws EngineException {
    String structure = parameters.getValue(table + "_structure");
    if (structure != null) {
      return structure;
    }
    String types = parameters.getValue(table + "_types");
    if (types == null) {
      throw bad(
          "Neither structure nor types have been provided for external table %s. Use fields"
                  .formatted(table)
              + " %s_structure or %s_types to do so".formatted(table, table));
    }
    return ExternalTable.columnsOf(types);
  }

  private static EngineException bad(String message) {
    return EngineException.of(36, "BAD_ARGUMENTS", message);
  }

  /** Removes what waits on disk. */
  @Override
  public void close() {
    parts.close();
  }
}
