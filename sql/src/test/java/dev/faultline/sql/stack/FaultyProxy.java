package dev.faultline.sql.stack;

import dev.faultline.local.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between the sink and ClickHouse: can be down, or lose the answers to inserts. */
public final class FaultyProxy implements AutoCloseable {

  private final String host;
  private final int port;
  private final int ownPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile boolean losing;
  private ServerSocket listener;

  /**
   * @param authority where to forward to, {@code host:port}
   */
  public FaultyProxy(String authority) throws IOException {
    this.host = authority.substring(0, authority.indexOf(':'));
    this.port = Integer.parseInt(authority.substring(authority.indexOf(':') + 1));
    // it gives the port back while it is down, and must get it again
    this.ownPort = FreePorts.one();
    this.listener = new ServerSocket(ownPort, 50, InetAddress.getLoopbackAddress());
    accept(listener);
  }

  /** Its own URL. */
  public String url() {
    return "http://127.0.0.1:" + ownPort;
  }

  /** From now on inserts reach the server, but their answers are cut off. */
  public void loseAnswers(boolean lose) {
    losing = lose;
  }

  /** How many answers have been cut off. */
  public int lost() {
    return lost.get();
  }

  /** Cuts all connections and accepts none. */
  public void goDown() throws IOException {
    listener.close();
    sockets.forEach(FaultyProxy::cut);
  }

  /** Accepts connections again, on the same port. */
  public void comeBack() throws IOException {
    listener = new ServerSocket(ownPort, 50, InetAddress.getLoopbackAddress());
    accept(listener);
  }

  @Override
  public void close() throws IOException {
    goDown();
  }

  private void accept(ServerSocket current) {
    daemon(
        () -> {
          while (!current.isClosed()) {
            try {
              forward(current.accept());
            } catch (IOException e) {
              if (!current.isClosed()) {
                throw new UncheckedIOException(e);
              }
            }
          }
        });
  }

  private void forward(Socket client) throws IOException {
    Socket server = new Socket(host, port);
    sockets.add(client);
    sockets.add(server);
    Exchange exchange = new Exchange(client, server);
    daemon(exchange::pumpRequests);
    daemon(exchange::pumpAnswers);
  }

  private final class Exchange {
    private final Socket client;
    private final Socket server;
    private volatile boolean inserting;

    Exchange(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void pumpRequests() {
      try {
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
          if (text.startsWith("POST ")) {
            inserting = text.contains("insert_deduplication_token=");
          }
          out.write(buffer, 0, n);
        }
      } catch (IOException e) {
        // one side has gone: so does the other
      }
      end();
    }

    void pumpAnswers() {
      try {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (losing && inserting) {
            lost.incrementAndGet();
            break;
          }
          out.write(buffer, 0, n);
        }
      } catch (IOException e) {
        // one side has gone: so does the other
      }
      end();
    }

    private void end() {
      cut(client);
      cut(server);
      sockets.remove(client);
      sockets.remove(server);
    }
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
