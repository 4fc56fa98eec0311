package dev.faultline.ingest.source.mapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.faultline.schemas.NodeStatus;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingFileTest {

  private static final String GOOD =
      """
      input: csv
      delimiter: ";"
      missing: [NA, "null", -]
      fields:
        node_id: {columns: [host, port], separator: ":"}
        status: {column: state, values: {yes: up, no: down, 1.10: degraded}, others: missing}
        weight: {column: stake, decimals: 6, remove: ","}
        observed_at: {column: seen, pattern: dd.MM.yyyy, zone: UTC}
        hosting: {constant: consumer}
      """;

  @Test
  void scalarsKeepWhatIsWritten() throws Exception {
    String table = "host;port;state;stake;seen\n1.10;007;1.10;-;20.10.2025\n";

    assertThat(Mappings.read(GOOD, table).observations())
        .singleElement()
        .returns("1.10:007", node -> node.getNodeId())
        .returns(null, node -> node.getWeight())
        .returns(NodeStatus.DEGRADED, node -> node.getStatus());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          input: xml | line 1: input 'xml' is not one of csv, json
          inputs: csv | line 1: inputs is not a key here; allowed: input, delimiter, quote
          delimiter: '::' | line 1: delimiter must be one ASCII character in quotes
          delimiter: '"' | delimiter and quote must differ
          encoding: ebcdic | encoding 'ebcdic' is not utf-8, iso-8859-1 or windows-1252
          list: nodes | list goes with input: json alone
          {input: json, quote: '"'} | quote goes with input: csv alone
          missing: {a: b} | missing must be a text
          missing: [~] | missing must be a text; put quotes around it
          input: csv | fields is required
          fields: [a] | fields must be keys with values
          - a | must be keys with values
          input: [ | is no YAML
          """)
  void whatIsWrongIsToldWithItsKey(String yaml, String message) {
    assertThatExceptionOfType(MappingException.class)
        .isThrownBy(() -> Mappings.of(yaml))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          wieght: stake | fields.wieght is not a key here; allowed: network, layer, node_id
          weight: {colum: a} | fields.weight.colum is not a key here; allowed: constant, column
          weight: {decimals: 6} | fields.weight must have one of column, columns and constant
          weight: {column: a, columns: [b]} | fields.weight must have one of
          weight: {column: a, decimals: six} | fields.weight.decimals 'six' is not a whole number from -36 to 36
          weight: {column: a, decimals: 37} | fields.weight.decimals '37' is not a whole number
          weight: {column: a, default: '-1'} | fields.weight.default '-1' is negative
          weight: {constant: 1, before: x} | fields.weight must have no other keys beside constant
          weight: [a] | fields.weight must be keys with values
          weight: ~ | fields.weight must be keys with values
          weight: {columns: []} | fields.weight.columns must name a column
          ip: {column: a, decimals: 6} | fields.ip.decimals is not a key here
          network: {constant: Cosmos Hub} | fields.network.constant 'Cosmos Hub' is not a lower-case name
          layer: {constant: consensual} | 'consensual' is not one of consensus, execution
          hosting: {column: h, values: {t: hosted}} | line 4: fields.hosting.values.t 'hosted' is not one of
          hosting: {column: h, values: {}} | fields.hosting.values must say what a text means
          hosting: {column: h, others: keep} | fields.hosting.others goes with values
          hosting: {column: h, values: {t: ~}, others: drop} | 'drop' is not one of refuse, keep, missing
          network: {column: n, lowercase: yes} | fields.network.lowercase must be true or false
          observed_at: {column: t, time: unix} | 'unix' is not one of iso, epoch-seconds, epoch-millis
          observed_at: {column: t, zone: UTC} | fields.observed_at.zone goes with pattern
          observed_at: {column: t, pattern: yyyy, zone: Mars} | fields.observed_at.zone is not a zone
          observed_at: {column: t, pattern: 'HH:mm', zone: UTC} | fields.observed_at.pattern 'HH:mm' is not a pattern of a date
          observed_at: {column: t, pattern: 'foo', zone: UTC} | fields.observed_at.pattern 'foo' is not a pattern
          observed_at: {column: t, pattern: 'yyyy-MM-dd'} | fields.observed_at.pattern gives no offset, so a zone
          observed_at: {column: t, pattern: 'yyyy-MM-dd', time: iso} | exclude each other
          status: up | fields.status stands twice
          """)
  void whatIsWrongWithAFieldIsToldWithItsKey(String field, String message) {
    assertThatExceptionOfType(MappingException.class)
        .isThrownBy(() -> Mappings.readField(field, "id\n"))
        .withMessageContaining(message)
        .withMessageContaining("line ");
  }

  @Test
  void nodesAndTheirStatusMustBeSaid() {
    assertThatExceptionOfType(MappingException.class)
        .isThrownBy(() -> Mappings.of("fields: {node_id: id}"))
        .withMessageContaining("must say status");
    assertThatExceptionOfType(MappingException.class)
        .isThrownBy(() -> Mappings.of("fields: {status: s}"))
        .withMessageContaining("must say node_id");
  }

  @Property(tries = 1_000)
  void mutatedFilesAreReadOrRefused(@ForAll long seed) {
    byte[] yaml = GOOD.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(seed);
    for (int i = 0; i < 4; i++) {
      yaml[random.nextInt(yaml.length)] =
          (byte)
              (random.nextBoolean()
                  ? random.nextInt(256)
                  : "{}[]:,'\"\n\t&*!|".charAt(random.nextInt(14)));
    }
    try {
      assertThat(Mappings.of(yaml)).isNotNull();
    } catch (MappingException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }
}
