package dev.faultline.service.kafka;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** One connection to an address that may be anything: bounded in time and in bytes. */
final class ProbeConnection implements AutoCloseable {

  /** What was answered. */
  enum Answer {
    /** A reply of Kafka's. */
    KAFKA,
    /** An HTTP status line. */
    HTTP,
    /** A record of TLS. */
    TLS,
    /** Bytes that are none of these. */
    OTHER,
    /** The connection was closed. */
    CLOSED,
    /** Nothing, in time. */
    NONE
  }

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration READ = Duration.ofSeconds(3);
  private static final int MOST_BYTES = 64 << 10;

  /** An HTTP server takes these for the end of a request, and answers at once that it is none. */
  private static final int CORRELATION_ID = 0x0D0A0D0A;

  private static final short API_VERSIONS = 18;

  private Socket socket;

  private ProbeConnection(Socket socket) {
    this.socket = socket;
  }

  /**
   * Connects.
   *
   * @throws IOException if nothing listens there
   */
  static ProbeConnection to(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address, (int) CONNECT.toMillis());
      socket.setSoTimeout((int) READ.toMillis());
      return new ProbeConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Begins TLS without a look at the certificate: no secret is sent, and the client that comes
   * after this one checks it.
   *
   * @return KAFKA if the handshake succeeded; CLOSED or OTHER if the other side does not speak TLS;
   *     NONE if it does, but not with us
   */
  Answer beginTls() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      SSLSocket tls =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(
                      socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
      socket = tls;
      tls.startHandshake();
      return Answer.KAFKA;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    } catch (SocketTimeoutException e) {
      return Answer.NONE;
    } catch (SSLException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("Unsupported or unrecognized SSL message")) {
        return Answer.OTHER;
      }
      return message.contains("terminated the handshake") ? Answer.CLOSED : Answer.NONE;
    } catch (EOFException e) {
      return Answer.CLOSED;
    }
  }

  /** Asks which versions of Kafka's requests are understood, as every client does first. */
  Answer askVersions() throws IOException {
    ByteBuffer request = ByteBuffer.allocate(14);
    request.putInt(10).putShort(API_VERSIONS).putShort((short) 0).putInt(CORRELATION_ID);
    request.putShort((short) -1);
    return ask(request.array());
  }

  /** Asks for a page. */
  Answer askPage() throws IOException {
    return ask("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private Answer ask(byte[] request) throws IOException {
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int first = in.readInt();
      if (first == ByteBuffer.wrap("HTTP".getBytes(StandardCharsets.US_ASCII)).getInt()) {
        return Answer.HTTP;
      }
      // an alert or a handshake message of TLS 1.x
      if (first >>> 16 == 0x1503 || first >>> 16 == 0x1603) {
        return Answer.TLS;
      }
      if (first < Integer.BYTES || first > MOST_BYTES) {
        return Answer.OTHER;
      }
      boolean ours = in.readInt() == CORRELATION_ID;
      in.skipNBytes(first - Integer.BYTES);
      return ours ? Answer.KAFKA : Answer.OTHER;
    } catch (SocketTimeoutException e) {
      return Answer.NONE;
    } catch (EOFException e) {
      return Answer.CLOSED;
    } catch (IOException e) {
      // a reset is a way to close, too
      return Answer.CLOSED;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
