package dev.faultline.streams.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small databases of MaxMind's format: a tree over the 128 bits of addresses, IPv4 under 96
 * zeros, with records of 24 bits.
 *
 * @see <a href="https://maxmind.github.io/MaxMind-DB/">MaxMind DB File Format Specification</a>
 */
final class MmdbWriter {

  private static final int IPV4_IN_IPV6 = 96;
  private static final byte[] MARK = {(byte) 0xab, (byte) 0xcd, (byte) 0xef};

  /** Two records each: a node's number, null for nothing, or an entry's place in the data. */
  private final List<Object[]> nodes = new ArrayList<>(List.<Object[]>of(new Object[2]));

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  private record Entry(int offset) {}

  /** Adds a network that lies in no other. */
  MmdbWriter add(String prefix, Map<String, ?> entry) {
    int slash = prefix.indexOf('/');
    IpAddress address = IpAddress.parse(prefix.substring(0, slash));
    int length = Integer.parseInt(prefix.substring(slash + 1));
    boolean isIpv4 = address.isIpv4();
    BigInteger bits =
        new BigInteger(Long.toUnsignedString(isIpv4 ? 0 : address.high()))
            .shiftLeft(Long.SIZE)
            .or(
                new BigInteger(
                    Long.toUnsignedString(
                        isIpv4 ? (int) address.low() & 0xFFFF_FFFFL : address.low())));
    int depth = isIpv4 ? length + IPV4_IN_IPV6 : length;
    Entry added = new Entry(data.size());
    data.writeBytes(value(entry));
    int node = 0;
    for (int i = 0; i < depth; i++) {
      int side = bits.testBit(127 - i) ? 1 : 0;
      if (i == depth - 1) {
        nodes.get(node)[side] = added;
      } else {
        if (nodes.get(node)[side] == null) {
          nodes.get(node)[side] = nodes.size();
          nodes.add(new Object[2]);
        }
        node = (int) nodes.get(node)[side];
      }
    }
    return this;
  }

  /** The file, which says that it is of such a type. */
  byte[] bytes(String type) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (Object[] node : nodes) {
      for (Object record : node) {
        int number =
            record == null
                ? nodes.size()
                : record instanceof Entry entry ? nodes.size() + 16 + entry.offset() : (int) record;
        file.write(number >>> 16);
        file.write(number >>> 8);
        file.write(number);
      }
    }
    file.writeBytes(new byte[16]);
    file.writeBytes(data.toByteArray());
    file.writeBytes(MARK);
    file.writeBytes("MaxMind.com".getBytes(UTF_8));
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("node_count", (long) nodes.size());
    about.put("record_size", 24);
    about.put("ip_version", 6);
    about.put("database_type", type);
    about.put("languages", List.of());
    about.put("binary_format_major_version", 2);
    about.put("binary_format_minor_version", 0);
    about.put("build_epoch", BigInteger.valueOf(1_767_225_600));
    about.put("description", Map.of());
    file.writeBytes(value(about));
    return file.toByteArray();
  }

  /** Text, a map, an empty list, an int as uint16, a long as uint32, a large number as uint64. */
  private static byte[] value(Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (value instanceof String text) {
      byte[] bytes = text.getBytes(UTF_8);
      if (bytes.length < 29) {
        out.write(2 << 5 | bytes.length);
      } else {
        out.write(2 << 5 | 29);
        out.write(bytes.length - 29);
      }
      out.writeBytes(bytes);
    } else if (value instanceof Map<?, ?> map) {
      out.write(7 << 5 | map.size());
      map.forEach(
          (key, inside) -> {
            out.writeBytes(value(key));
            out.writeBytes(value(inside));
          });
    } else if (value instanceof Integer number) {
      out.write(5 << 5 | 2);
      number(out, number, 2);
    } else if (value instanceof Long number) {
      out.write(6 << 5 | 4);
      number(out, number, 4);
    } else if (value instanceof BigInteger number) {
      out.write(8);
      out.write(9 - 7);
      number(out, number.longValue(), 8);
    } else {
      out.write(0);
      out.write(11 - 7);
    }
    return out.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, long number, int bytes) {
    for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.write((int) (number >>> shift));
    }
  }
}
