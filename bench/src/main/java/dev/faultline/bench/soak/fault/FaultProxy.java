package dev.faultline.bench.soak.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Stands before an HTTP server and passes its bytes on, or does not. */
public final class FaultProxy implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final long DELAY_MILLIS = 8_000;

  /** What it does to answers. */
  public enum Mode {
    PASS,
    /** Requests reach the server; instead of an answer the connection ends. */
    CUT,
    /** Answers come eight seconds late. */
    DELAY,
    /** Nobody is connected. */
    REFUSE,
    /** Each request is answered with status 503. */
    UNAVAILABLE
  }

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.PASS;

  private FaultProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /** Listens on a free port, before a port of this machine. */
  public static FaultProxy before(int target) throws IOException {
    FaultProxy proxy =
        new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
    proxy.run("accept", proxy::accept);
    return proxy;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** From now on, also for the connections that are open. */
  public void set(Mode newMode) {
    mode = newMode;
    if (newMode == Mode.REFUSE || newMode == Mode.UNAVAILABLE) {
      open.forEach(FaultProxy::end);
    }
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      open.add(client);
      run("connection", () -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      if (mode == Mode.REFUSE) {
        return;
      }
      if (mode == Mode.UNAVAILABLE) {
        refuse(client);
        return;
      }
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        open.add(server);
        run("requests", () -> copy(client, server, false));
        copy(server, client, true);
        open.remove(server);
      }
    } finally {
      open.remove(client);
    }
  }

  /** Reads what is there first: else the client sees a reset and not the answer. */
  private static void refuse(Socket client) throws IOException {
    int read = client.getInputStream().read(new byte[BUFFER]);
    if (read > 0) {
      client
          .getOutputStream()
          .write("HTTP/1.1 503 no\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes());
    }
  }

  private void copy(Socket from, Socket to, boolean answers) throws IOException {
    byte[] buffer = new byte[BUFFER];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (answers && mode == Mode.CUT) {
        end(to);
        return;
      }
      if (answers && mode == Mode.DELAY) {
        pause();
      }
      out.write(buffer, 0, read);
      out.flush();
    }
    to.shutdownOutput();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(DELAY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private void run(String name, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // one end is gone: that is what this is for
              }
            },
            "proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it has ended
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(FaultProxy::end);
  }
}
