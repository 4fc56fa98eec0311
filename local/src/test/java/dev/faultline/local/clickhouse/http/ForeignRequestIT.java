package dev.faultline.local.clickhouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.local.EmbeddedClickHouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page in the browser of somebody at this machine may do: nothing. */
class ForeignRequestIT {

  private static EmbeddedClickHouse clickhouse;

  @BeforeAll
  static void start() throws Exception {
    clickhouse = EmbeddedClickHouse.start(false);
    clickhouse.query("CREATE TABLE kept (n UInt8) ENGINE = Memory");
  }

  @AfterAll
  static void stop() throws Exception {
    clickhouse.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost:PORT\r\nOrigin: https://evil.example\r\n",
        "Host: localhost:PORT\r\nOrigin: http://localhost.evil.example:PORT\r\n",
        "Host: localhost:PORT\r\nOrigin: http://127.0.0.1.evil.example\r\n",
        "Host: localhost:PORT\r\nOrigin: null\r\n",
        "Host: localhost:PORT\r\nOrigin: http://localhost:PORT\r\nOrigin: https://evil.example\r\n",
        "Host: localhost:PORT\r\nOrigin: chrome-extension://localhostx\r\n",
        "Host: localhost:PORT\r\nSec-Fetch-Site: cross-site\r\n",
        "Host: rebound.evil.example:PORT\r\n",
        "Host: rebound.evil.example:PORT\r\nOrigin: http://rebound.evil.example:PORT\r\n",
        "Host: 127.0.0.1.nip.io\r\n",
        "Host: 0.0.0.0:PORT\r\n",
        "Host: 10.0.0.1:PORT\r\n",
        "Host: [::2]:PORT\r\n",
      })
  void isRefused(String template) throws Exception {
    String headers = template.replace("PORT", "" + clickhouse.port());
    for (String method : new String[] {"POST", "PUT", "GET", "HEAD", "OPTIONS", "DELETE"}) {
      String body = method.startsWith("P") ? "DROP TABLE kept" : "";
      for (String path : new String[] {"/", "/?query=SELECT+1", "/ping", "/nowhere"}) {
        assertThat(RawHttp.exchange(clickhouse.port(), method, path, headers, body))
            .startsWith("HTTP/1.1 403 ")
            .doesNotContain("Access-Control-Allow");
      }
    }
    assertThat(clickhouse.query("EXISTS TABLE kept")).isEqualTo("1");
  }

  @Test
  void anAbsoluteAddressInTheRequestLineCountsToo() throws Exception {
    assertThat(
            RawHttp.exchange(
                clickhouse.port(),
                "POST",
                "http://evil.example/",
                "Host: evil.example\r\n",
                "DROP TABLE kept"))
        .startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost:PORT\r\n",
        "Host: LOCALHOST\r\n",
        "Host: localhost.:PORT\r\n",
        "Host: 127.0.0.1:PORT\r\n",
        "Host: 127.1.2.3\r\n",
        "Host: [::1]:PORT\r\n",
        "Host: localhost:PORT\r\nOrigin: http://localhost:3000\r\n",
        "Host: localhost:PORT\r\nOrigin: http://[::1]:PORT\r\nSec-Fetch-Site: cross-site\r\n",
        "Host: localhost:PORT\r\nSec-Fetch-Site: none\r\n",
      })
  void ownNamesAreTaken(String template) throws Exception {
    String headers = template.replace("PORT", "" + clickhouse.port());
    assertThat(RawHttp.exchange(clickhouse.port(), "POST", "/", headers, "SELECT 40 + 2"))
        .startsWith("HTTP/1.1 200 ")
        .contains("42");
    assertThat(RawHttp.exchange(clickhouse.port(), "OPTIONS", "/", headers, ""))
        .startsWith("HTTP/1.1 204 ")
        .doesNotContain("Access-Control-Allow");
  }
}
