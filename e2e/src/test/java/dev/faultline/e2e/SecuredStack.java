package dev.faultline.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.faultline.local.FreePorts;
import dev.faultline.local.LocalStack;
import dev.faultline.local.Settings;
import dev.faultline.local.broker.Broker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A broker with a listener that wants a login and one that speaks TLS, a registry that wants a
 * login, and ClickHouse behind https that wants another one; certificates made on the spot.
 */
final class SecuredStack implements AutoCloseable {

  static final String USER = "faultline";
  static final String SECRET = "s3cret-0f-the-stack";

  private static final Set<String> HOP_BY_HOP =
      Set.of("host", "content-length", "connection", "transfer-encoding", "expect", "upgrade");

  final int saslPort = FreePorts.one();
  final int tlsPort = FreePorts.one();
  final int plainPort = FreePorts.one();
  final LocalStack stack;
  private final Path folder;
  private final Broker broker;
  private final HttpServer registry;
  private final HttpsServer clickHouse;
  private final HttpClient client = HttpClient.newHttpClient();

  SecuredStack(Path folder) throws Exception {
    this.folder = folder;
    makeCertificate();
    stack = LocalStack.start(Settings.in(folder.resolve("data")).withFreePorts(), line -> {});
    broker = Broker.start(folder.resolve("secured"), plainPort, FreePorts.one(), listeners());
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front(registry, stack.registryUrl());
    clickHouse = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    clickHouse.setHttpsConfigurator(new HttpsConfigurator(tls()));
    front(clickHouse, stack.clickhouseUrl());
  }

  private Map<String, String> listeners() {
    return Map.ofEntries(
        Map.entry(
            "listeners", "LOGIN://127.0.0.1:%d,SECURE://127.0.0.1:%d".formatted(saslPort, tlsPort)),
        Map.entry(
            "advertised.listeners",
            "LOGIN://127.0.0.1:%d,SECURE://127.0.0.1:%d".formatted(saslPort, tlsPort)),
        Map.entry("listener.security.protocol.map", "LOGIN:SASL_PLAINTEXT,SECURE:SSL"),
        Map.entry("listener.name.login.sasl.enabled.mechanisms", "PLAIN"),
        Map.entry(
            "listener.name.login.plain.sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                .formatted(USER, SECRET)),
        Map.entry("listener.name.secure.ssl.keystore.location", keystore().toString()),
        Map.entry("listener.name.secure.ssl.keystore.type", "PKCS12"),
        Map.entry("listener.name.secure.ssl.keystore.password", SECRET),
        Map.entry("listener.name.secure.ssl.key.password", SECRET));
  }

  /** Settings for the listener with a login. */
  Path loginFile() throws IOException {
    return Files.writeString(
        folder.resolve("login.properties"),
        """
        security.protocol=SASL_PLAINTEXT
        sasl.mechanism=PLAIN
        sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
        username="%s" password="%s";
        """
                .formatted(USER, SECRET)
            + registryLogin());
  }

  /** Settings for the listener with TLS. */
  Path tlsFile() throws IOException {
    return Files.writeString(
        folder.resolve("tls.properties"),
        """
        security.protocol=SSL
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        """
                .formatted(certificate())
            + registryLogin());
  }

  private static String registryLogin() {
    return """
        basic.auth.credentials.source=USER_INFO
        basic.auth.user.info=%s:%s
        """
        .formatted(USER, SECRET);
  }

  Path passwordFile() throws IOException {
    return Files.writeString(folder.resolve("clickhouse.password"), SECRET + "\n");
  }

  String registryUrl() {
    return "http://127.0.0.1:" + registry.getAddress().getPort();
  }

  String clickHouseUrl() {
    return "https://127.0.0.1:" + clickHouse.getAddress().getPort();
  }

  Path certificate() {
    return folder.resolve("certificate.pem");
  }

  private Path keystore() {
    return folder.resolve("keystore.p12");
  }

  private void makeCertificate() throws IOException, InterruptedException {
    keytool(
        "-genkeypair",
        "-alias",
        "me",
        "-keyalg",
        "EC",
        "-dname",
        "CN=127.0.0.1",
        "-validity",
        "2",
        "-ext",
        "SAN=IP:127.0.0.1,DNS:localhost",
        "-storetype",
        "PKCS12");
    keytool("-exportcert", "-alias", "me", "-rfc", "-file", certificate().toString());
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", keystore().toString(), "-storepass", SECRET));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  private SSLContext tls() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore())) {
      store.load(in, SECRET.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, SECRET.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Hands requests with the login on to a server that wants none. */
  private void front(HttpServer server, String target) {
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            if (!isLetIn(exchange)) {
              byte[] refusal =
                  "{\"error_code\":401,\"message\":\"Unauthorized\"}"
                      .getBytes(StandardCharsets.UTF_8);
              exchange.getRequestBody().readAllBytes();
              exchange.getResponseHeaders().add("Content-Type", "application/json");
              exchange.sendResponseHeaders(401, refusal.length);
              exchange.getResponseBody().write(refusal);
              return;
            }
            forward(exchange, target);
          }
        });
    server.start();
  }

  private static boolean isLetIn(HttpExchange exchange) {
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((USER + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    return basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || (USER.equals(exchange.getRequestHeaders().getFirst("X-ClickHouse-User"))
            && SECRET.equals(exchange.getRequestHeaders().getFirst("X-ClickHouse-Key")));
  }

  private void forward(HttpExchange exchange, String target) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(java.util.Locale.ROOT);
              if (!HOP_BY_HOP.contains(lower)
                  && !lower.equals("authorization")
                  && !lower.equals("x-clickhouse-user")
                  && !lower.equals("x-clickhouse-key")) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!name.startsWith(":")
                    && !HOP_BY_HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                  values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
              });
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    registry.stop(0);
    clickHouse.stop(0);
    broker.close();
    stack.close();
  }
}
