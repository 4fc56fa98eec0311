package dev.faultline.sql.access;

import dev.faultline.sql.ClickHouse;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Looks whether ClickHouse is at its address. The driver takes any page for an answer and fails at
 * its bytes, or quotes it whole.
 */
public final class ClickHouseProbe {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration READ = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 1024;

  private ClickHouseProbe() {}

  /**
   * Asks a question whose answer only ClickHouse gives. What cannot be reached, and who refuses the
   * login, is left to the driver.
   *
   * @throws NotClickHouseException if something else answers
   */
  public static void require(ClickHouse clickHouse) {
    String url = clickHouse.url();
    try {
      HttpURLConnection connection = open(clickHouse);
      int status = connection.getResponseCode();
      if (!isClickHouse(connection, status)) {
        throw new NotClickHouseException(
            "what answers at %s is not ClickHouse (HTTP %d%s): give the address of its HTTP"
                    .formatted(
                        url,
                        status,
                        connection.getContentType() == null
                            ? ""
                            : ", " + connection.getContentType().replaceAll("[^ -~]", "?"))
                + " interface with --clickhouse-url");
      }
    } catch (ConnectException
        | NoRouteToHostException
        | UnknownHostException
        | SocketTimeoutException e) {
      // the driver meets the same, and whoever uses it knows whether to wait
    } catch (SSLException e) {
      throw new NotClickHouseException(
          "ClickHouse at %s cannot be spoken to by TLS (%s): does it listen for https there, and is"
                  .formatted(url, e.getMessage())
              + " its certificate trusted? See --clickhouse-ca");
    } catch (IOException e) {
      throw new NotClickHouseException(
          "what listens at %s does not answer HTTP (%s): give the address of ClickHouse's HTTP"
                  .formatted(url, e.getMessage())
              + " interface, by default port 8123, with --clickhouse-url");
    }
  }

  private static HttpURLConnection open(ClickHouse clickHouse) throws IOException {
    String base = clickHouse.url().endsWith("/") ? clickHouse.url() : clickHouse.url() + "/";
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(base + "?query=SELECT%201").toURL().openConnection();
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) READ.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("X-ClickHouse-User", clickHouse.user());
    if (!clickHouse.password().isEmpty()) {
      connection.setRequestProperty("X-ClickHouse-Key", clickHouse.password());
    }
    if (connection instanceof HttpsURLConnection https && clickHouse.certificates().isPresent()) {
      https.setSSLSocketFactory(trusting(clickHouse.certificates().get()));
    }
    return connection;
  }

  private static boolean isClickHouse(HttpURLConnection connection, int status) throws IOException {
    for (Map.Entry<String, ?> header : connection.getHeaderFields().entrySet()) {
      if (header.getKey() != null
          && header.getKey().toLowerCase(Locale.ROOT).startsWith("x-clickhouse-")) {
        return true;
      }
    }
    if (status != HttpURLConnection.HTTP_OK) {
      return false;
    }
    try (InputStream body = connection.getInputStream()) {
      String text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      return text.strip().equals("1");
    }
  }

  private static SSLSocketFactory trusting(Path file) throws IOException {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("trusted-" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new SSLException("'" + file + "' holds no certificates: " + e.getMessage(), e);
    }
  }
}
