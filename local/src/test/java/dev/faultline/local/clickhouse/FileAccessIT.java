package dev.faultline.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.local.EmbeddedClickHouse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody reads or writes the machine's files, or reaches its network, through SQL. */
class FileAccessIT {

  private static final String SECRET = "a line that only this machine knows";

  @TempDir static Path folder;

  private static EmbeddedClickHouse closed;
  private static ServerSocketChannel neighbour;
  private static Path secret;

  @BeforeAll
  static void start() throws Exception {
    secret = Files.writeString(folder.resolve("secret.txt"), SECRET + "\n");
    neighbour = ServerSocketChannel.open();
    neighbour.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    neighbour.configureBlocking(false);
    closed = EmbeddedClickHouse.start(false);
    closed.query("CREATE TABLE own (s String) ENGINE = MergeTree ORDER BY tuple()");
    closed.query("INSERT INTO own VALUES ('x')");
  }

  @AfterAll
  static void stop() throws Exception {
    closed.close();
    neighbour.close();
  }

  @AfterEach
  void nothingWasWrittenOrCalled() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(secret);
    }
    assertThat(neighbour.accept()).as("a connection that the engine made").isNull();
  }

  static Stream<String> escapes() {
    return Stream.of(
        "SELECT * FROM file('<file>', 'LineAsString')",
        "SELECT * FROM file('<file>')",
        "DESCRIBE file('<file>', 'LineAsString')",
        "SELECT file('<file>')",
        "SELECT `fi\\x6ce`('<file>')",
        "SELECT * APPLY(file) FROM (SELECT '<file>')",
        "SELECT arrayMap(file, ['<file>'])",
        "SELECT arrayMap(f -> file(f), ['<file>'])",
        "SELECT * FROM default.`<file>`",
        "SELECT * FROM `<file>`",
        "SELECT * FROM eval('SELECT file(\\'<file>\\')') SETTINGS allow_experimental_eval_table_function = 1",
        "SELECT * FROM eval('SELECT * FROM file(\\'<file>\\', \\'LineAsString\\')')"
            + " SETTINGS allow_experimental_eval_table_function = 1",
        "SELECT * FROM format(Values, 's String', $$(file('<file>'))$$)",
        "SELECT * FROM format('Val' || 'ues', 's String', concat('(fi', 'le(\\'<file>\\'))'))",
        "SELECT * FROM loop(file('<file>', 'LineAsString'))",
        "SELECT * FROM url('file://<file>', 'LineAsString')",
        "SELECT * FROM filesystem('<folder>')",
        "SELECT * FROM viewIfPermitted(SELECT * FROM file('<file>', 'LineAsString')"
            + " ELSE null('line String'))",
        "SELECT * FROM executable('cat <file>', 'LineAsString', 's String')",
        "SELECT * FROM sqlite('<folder>/db', 't')",
        "SELECT * FROM icebergLocal('<folder>')",
        "SELECT * FROM deltaLakeLocal('<folder>')",
        "SELECT * FROM paimonLocal('<folder>')",
        "SELECT * FROM merge('<folder>', '.*')",
        "SELECT * FROM fileCluster('default', '<file>', 'LineAsString')",
        "SELECT * FROM own UNION ALL SELECT * FROM file('<file>', 'LineAsString')",
        "SELECT s IN (SELECT * FROM file('<file>', 'LineAsString')) FROM own",
        "WITH f AS (SELECT * FROM file('<file>', 'LineAsString')) SELECT * FROM f",
        "CREATE TABLE t1 AS file('<file>', 'LineAsString')",
        "CREATE TABLE t2 (s String) ENGINE = File(LineAsString, '<file>')",
        "CREATE TEMPORARY TABLE t3 (s String) ENGINE = File(LineAsString, '<file>')",
        "CREATE TABLE t4 ENGINE = Memory AS SELECT file('<file>') AS s",
        "CREATE TABLE t5 (s String, d String DEFAULT file('<file>')) ENGINE = Memory",
        "CREATE VIEW v1 AS SELECT * FROM file('<file>', 'LineAsString')",
        "CREATE FUNCTION f1 AS x -> file(x)",
        "CREATE DATABASE d1 ENGINE = Filesystem('<folder>')",
        "CREATE DATABASE d2 ENGINE = SQLite('<folder>/db')",
        "CREATE DATABASE d3 ENGINE = Backup('default', File('<file>'))",
        "CREATE DICTIONARY c1 (k UInt64, s String) PRIMARY KEY k"
            + " SOURCE(FILE(PATH '<file>' FORMAT 'LineAsString')) LAYOUT(FLAT()) LIFETIME(0)",
        "CREATE DICTIONARY c2 (k UInt64, s String) PRIMARY KEY k"
            + " SOURCE(EXECUTABLE(COMMAND 'cat <file>' FORMAT 'TSV')) LAYOUT(FLAT()) LIFETIME(0)",
        "CREATE NAMED COLLECTION n1 AS path = '<file>'",
        "CREATE USER u1",
        "GRANT READ ON FILE TO default",
        "ATTACH TABLE a1 FROM '<folder>' (s String) ENGINE = MergeTree ORDER BY s",
        "CREATE TABLE m1 (s String) ENGINE = MergeTree ORDER BY s"
            + " SETTINGS disk = disk(type = local, path = '<folder>/')",
        "ALTER TABLE own UPDATE s = file('<file>') WHERE 1 SETTINGS mutations_sync = 1",
        "INSERT INTO own SELECT file('<file>')",
        "INSERT INTO own VALUES (file('<file>'))",
        "INSERT INTO own FROM INFILE '<file>' FORMAT LineAsString",
        "INSERT INTO own FROM/**/INFILE '<file>'",
        "insert into own from -- here\n infile '<file>' format CSV",
        "INSERT INTO FUNCTION file('<folder>/out', 'CSV', 's String') SELECT * FROM own",
        "INSERT INTO FUNCTION file('<folder>/out', 'CSV', 's String') VALUES ('x')",
        "SELECT * FROM own INTO OUTFILE '<folder>/out'",
        "SELECT * FROM own INTO/* */outfile '<folder>/out' APPEND",
        "SELECT * FROM own INTO\nOutFile '<folder>/out' AND STDOUT COMPRESSION 'gzip'",
        "SHOW TABLES INTO OUTFILE '<folder>/out'",
        "KILL QUERY WHERE 0 INTO OUTFILE '<folder>/out'",
        "CREATE TABLE t6 ENGINE = Memory AS SELECT 1 INTO OUTFILE '<folder>/out'",
        "COPY own TO '<folder>/out'",
        "COPY own FROM '<file>'",
        "BACKUP TABLE own TO File('<folder>/out')",
        "BACKUP TABLE own TO Disk('default', 'out')",
        "RESTORE TABLE own AS own2 FROM File('<file>')",
        "SELECT 1 FORMAT Template SETTINGS format_template_resultset = '<file>'",
        "SELECT 1 FORMAT Protobuf SETTINGS format_schema = '<file>:M'",
        "SELECT * FROM format(Protobuf, 's String', 'x') SETTINGS format_schema = '<file>:M'",
        "SELECT catboostEvaluate('<file>', 1)",
        "SELECT * FROM url('http://<peer>/', 'LineAsString', 's String')",
        "SELECT * FROM s3('http://<peer>/bucket/key', 'LineAsString', 's String')",
        "SELECT * FROM remote('<peer>', 'system.one')",
        "SELECT * FROM remoteSecure('<peer>', 'system.one')",
        "SELECT * FROM cluster('default', file('<file>', 'LineAsString'))",
        "SELECT * FROM mysql('<peer>', 'd', 't', 'u', 'p')",
        "SELECT * FROM postgresql('<peer>', 'd', 't', 'u', 'p')",
        "SELECT * FROM mongodb('<peer>', 'd', 't', 'u', 'p', 's String')",
        "SELECT * FROM redis('<peer>', 'k', 'k String, s String')",
        "SELECT * FROM hdfs('hdfs://<peer>/x', 'CSV', 's String')",
        "SELECT * FROM azureBlobStorage('http://<peer>/a', 'c', 'b', 'n', 'a2V5', 'CSV', 'auto', 's String')",
        "SELECT * FROM jdbc('jdbc:x://<peer>', 't')",
        "SELECT * FROM odbc('DSN=x', 't')",
        "CREATE TABLE n1 (s String) ENGINE = URL('http://<peer>/', CSV)",
        "CREATE TABLE n2 (s String) ENGINE = S3('http://<peer>/bucket/key', CSV)",
        "CREATE TABLE n3 (s String) ENGINE = Kafka SETTINGS kafka_broker_list = '<peer>',"
            + " kafka_topic_list = 't', kafka_group_name = 'g', kafka_format = 'CSV'",
        "CREATE TABLE n4 (s String) ENGINE = Distributed('default', 'system', 'one')",
        "CREATE DATABASE n5 ENGINE = MySQL('<peer>', 'd', 'u', 'p')",
        "CREATE DICTIONARY n6 (k UInt64, s String) PRIMARY KEY k"
            + " SOURCE(HTTP(URL 'http://<peer>/' FORMAT 'TSV')) LAYOUT(FLAT()) LIFETIME(0)",
        "CREATE TABLE n7 (s String) ENGINE = MergeTree ORDER BY s"
            + " SETTINGS disk = disk(type = web, endpoint = 'http://<peer>/')",
        "CREATE TABLE n8 (s String) ENGINE = MergeTree ORDER BY s"
            + " SETTINGS disk = disk(type = s3, endpoint = 'http://<peer>/bucket/', access_key_id = 'a',"
            + " secret_access_key = 'b')",
        "SYSTEM SHUTDOWN",
        "SYSTEM KILL");
  }

  @ParameterizedTest
  @MethodSource("escapes")
  void isRefused(String template) throws Exception {
    HttpResponse<String> response = closed.post(filled(template));

    assertThat(response.body()).doesNotContain(SECRET);
    assertThat(response.statusCode()).as(response.body()).isGreaterThanOrEqualTo(400);
    assertThat(response.headers().firstValue("X-ClickHouse-Exception-Code")).isPresent();
    assertThat(closed.query("SELECT groupArray(DISTINCT s) FROM own")).isEqualTo("['x']");
  }

  @Test
  void isRefusedAsUrlSettingsToo() throws Exception {
    for (String setting : new String[] {"format_template_resultset", "format_schema"}) {
      HttpResponse<String> response =
          closed.post("/?" + setting + "=" + secret, "SELECT 1 FORMAT Template");
      assertThat(response.body()).contains("(SETTING_CONSTRAINT_VIOLATION)");
    }
  }

  @Test
  void theWordsThemselvesAreNoHarm() throws Exception {
    assertThat(closed.query("SELECT 'INTO OUTFILE \\'x\\'', 'from infile' AS outfile"))
        .isEqualTo("INTO OUTFILE \\'x\\'\tfrom infile");
    closed.query("CREATE TABLE words (file String, infile String) ENGINE = Memory");
    closed.query("INSERT INTO words (file, infile) VALUES ('from infile x', 'into outfile y')");
    assertThat(closed.query("SELECT file, infile FROM words"))
        .isEqualTo("from infile x\tinto outfile y");
    closed.query("DROP TABLE words");
  }

  @Test
  void allIsPossibleWhereItWasAllowed() throws Exception {
    try (EmbeddedClickHouse open = EmbeddedClickHouse.start(true)) {
      assertThat(open.query(filled("SELECT * FROM file('<file>', 'LineAsString')")))
          .isEqualTo(SECRET);
      assertThat(open.query(filled("SELECT file('<file>')"))).contains(SECRET);
      open.query(filled("SELECT 1 INTO OUTFILE '<folder>/out'"));
      assertThat(folder.resolve("out")).hasContent("1");
      Files.delete(folder.resolve("out"));
    }
  }

  private static String filled(String template) throws IOException {
    InetSocketAddress peer = (InetSocketAddress) neighbour.getLocalAddress();
    return template
        .replace("<file>", secret.toString())
        .replace("<folder>", folder.toString())
        .replace("<peer>", "127.0.0.1:" + peer.getPort());
  }
}
