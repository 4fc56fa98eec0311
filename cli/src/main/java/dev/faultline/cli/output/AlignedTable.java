package dev.faultline.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A table of text: numbers to the right, the rest to the left. */
public final class AlignedTable {

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  public AlignedTable(String... header) {
    this.header = List.of(header);
  }

  /** Adds a row; as many cells as the header has. */
  public AlignedTable row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "a row needs " + header.size() + " cells, not " + cells.length);
    }
    rows.add(List.of(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, header);
    rows.forEach(row -> append(text, row));
    return text.toString();
  }

  /**
   * For programs: an array with an object a row. A key is a column's header, its words joined by
   * underscores; a value is text as it is shown.
   */
  public ArrayNode json() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (List<String> row : rows) {
      ObjectNode object = all.addObject();
      for (int column = 0; column < row.size(); column++) {
        object.put(header.get(column).replace(' ', '_'), row.get(column));
      }
    }
    return all;
  }

  private void append(StringBuilder text, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(width(column) - length(cell));
      line.append(column == 0 ? "" : "  ");
      line.append(isNumeric(column) ? padding + cell : cell + padding);
    }
    text.append(line.toString().stripTrailing()).append(System.lineSeparator());
  }

  private int width(int column) {
    int width = length(header.get(column));
    for (List<String> row : rows) {
      width = Math.max(width, length(row.get(column)));
    }
    return width;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> row.get(column).matches("[-+]?[0-9.,]+ ?%?|–|"));
  }
}
