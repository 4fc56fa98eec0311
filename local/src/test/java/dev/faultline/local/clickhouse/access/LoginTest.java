package dev.faultline.local.clickhouse.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;
import org.junit.jupiter.api.Test;

class LoginTest {

  private static final Login CLOSED = new Login("ana", Optional.of("geheim:ü"));

  @Test
  void takesThePasswordInThreeWays() {
    assertThat(taken(CLOSED, headers("ana", "geheim:ü"), new Fields())).isTrue();
    assertThat(taken(CLOSED, basic("ana:geheim:ü"), new Fields())).isTrue();
    assertThat(taken(CLOSED, HttpFields.EMPTY, parameters("ana", "geheim:ü"))).isTrue();
  }

  @Test
  void takesNothingElse() {
    assertThat(taken(CLOSED, HttpFields.EMPTY, new Fields())).isFalse();
    assertThat(taken(CLOSED, headers("ana", ""), new Fields())).isFalse();
    assertThat(taken(CLOSED, headers("ana", "geheim:u"), new Fields())).isFalse();
    assertThat(taken(CLOSED, headers("default", "geheim:ü"), new Fields())).isFalse();
    assertThat(taken(CLOSED, basic("ana"), new Fields())).isFalse();
    assertThat(taken(CLOSED, authorization("Basic not base64!"), new Fields())).isFalse();
    assertThat(taken(CLOSED, authorization("Bearer geheim:ü"), new Fields())).isFalse();
    assertThat(taken(CLOSED, headers("ana", "geheim:ü"), parameters("ana", "x"))).isFalse();
  }

  @Test
  void withoutAPasswordAnyIsTakenForTheOneUser() {
    assertThat(taken(Login.OPEN, HttpFields.EMPTY, new Fields())).isTrue();
    assertThat(taken(Login.OPEN, basic("default:whatever"), new Fields())).isTrue();
    assertThat(taken(Login.OPEN, authorization("Bearer x"), new Fields())).isTrue();
    assertThat(taken(Login.OPEN, HttpFields.EMPTY, parameters("nobody", ""))).isFalse();
  }

  private static boolean taken(Login login, HttpFields headers, Fields parameters) {
    return login.refusal(headers, parameters).isEmpty();
  }

  private static HttpFields headers(String user, String password) {
    return HttpFields.build().put("X-ClickHouse-User", user).put("X-ClickHouse-Key", password);
  }

  private static HttpFields basic(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return authorization("Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  private static HttpFields authorization(String value) {
    return HttpFields.build().put("Authorization", value);
  }

  private static Fields parameters(String user, String password) {
    Fields fields = new Fields();
    fields.put("user", user);
    fields.put("password", password);
    return fields;
  }
}
