package dev.faultline.snapshot.content;

import java.util.Locale;
import java.util.Map;

/** How the rows of a snapshot are written. All are written and read by the ClickHouse engine. */
public enum FileFormat {
  /** Compressed by zstd, row groups of a fixed number of rows. */
  PARQUET(
      "Parquet",
      "parquet",
      "application/vnd.apache.parquet",
      Map.of(
          "output_format_parquet_compression_method", "zstd",
          "output_format_parquet_row_group_size", "100000",
          "output_format_parquet_parallel_encoding", "0",
          "output_format_parquet_string_as_string", "1",
          "output_format_parquet_write_bloom_filter", "0",
          "input_format_parquet_allow_missing_columns", "0")),
  /** With a header; null is \N. */
  CSV(
      "CSVWithNames",
      "csv",
      "text/csv",
      Map.of("input_format_csv_empty_as_default", "0", "input_format_skip_unknown_fields", "0")),
  /** An array with an object a row; integers are numbers, of up to 64 bits. */
  JSON(
      "JSONEachRow",
      "json",
      "application/json",
      Map.of(
          "output_format_json_array_of_rows", "1",
          "output_format_json_quote_64bit_integers", "0",
          "input_format_skip_unknown_fields", "0"));

  private final String clickHouseName;
  private final String extension;
  private final String mediaType;
  private final Map<String, String> settings;

  FileFormat(
      String clickHouseName, String extension, String mediaType, Map<String, String> settings) {
    this.clickHouseName = clickHouseName;
    this.extension = extension;
    this.mediaType = mediaType;
    this.settings = settings;
  }

  /** The name after FORMAT. */
  public String clickHouseName() {
    return clickHouseName;
  }

  /** Without the dot. */
  public String extension() {
    return extension;
  }

  /** Of the whole file. */
  public String mediaType() {
    return mediaType;
  }

  /** Settings of the engine that make its bytes depend on the rows alone. */
  public Map<String, String> settings() {
    return settings;
  }

  /** What the option takes. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
