package dev.faultline.sql.migrate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One forward-only step of the schema.
 *
 * @param version its number, which orders it
 * @param file its file name, {@code V###__name.sql}
 * @param template its statements, with macros
 */
public record Migration(int version, String file, String template) {

  private static final Pattern FILE = Pattern.compile("V(\\d{3})__[a-z0-9_]+\\.sql");

  /**
   * Takes a file's name apart.
   *
   * @throws IllegalArgumentException if the file's name is not {@code V###__name.sql}
   */
  public static Migration of(String file, String template) {
    Matcher matcher = FILE.matcher(file);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + file + "' is not named V###__name.sql");
    }
    // a checkout may have turned line ends; that is not a change
    return new Migration(Integer.parseInt(matcher.group(1)), file, template.replace("\r\n", "\n"));
  }

  /** SHA-256 of the template, in hex: the same for one node and for a cluster. */
  public String checksum() {
    return Checksum.of(template);
  }
}
