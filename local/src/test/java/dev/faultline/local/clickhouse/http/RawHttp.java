package dev.faultline.local.clickhouse.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests byte by byte, with headers that HTTP clients do not let one set. */
final class RawHttp {

  private RawHttp() {}

  /** Opens a connection to a port of this machine. */
  static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    return socket;
  }

  /** Sends a text as it is. */
  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** The whole answer to one request, after which the connection closes. */
  static String exchange(int port, String method, String path, String headers, String body)
      throws IOException {
    try (Socket socket = connect(port)) {
      send(
          socket,
          "%s %s HTTP/1.1\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n%s"
              .formatted(method, path, body.length(), headers, body));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
