package io.github.gumbelrao.vae.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that counts what is asked of it. */
final class FakeSite implements AutoCloseable {

  private static final String FOLDER = "/files/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();

  private FakeSite(HttpServer server) {
    this.server = server;
  }

  /** Starts a server that gives every request to {@code answer}. */
  static FakeSite of(HttpHandler answer) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    FakeSite site = new FakeSite(HttpServer.create(anyPort, 0));
    site.server.setExecutor(site.threads);
    site.server.createContext(
        FOLDER,
        exchange -> {
          site.requests.add(nameIn(exchange));
          try (exchange) {
            answer.handle(exchange);
          }
        });
    site.server.start();
    return site;
  }

  /** An answer that sends the fake files as the publisher does. */
  static void sendFile(HttpExchange exchange) throws IOException {
    String name = nameIn(exchange);
    AmatFile file =
        FakeMnist.FILES.stream().filter(f -> f.name().equals(name)).findAny().orElseThrow();
    send(exchange, 200, FakeMnist.content(file));
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String nameIn(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().substring(FOLDER.length());
  }

  /** Address of the folder of the files. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + FOLDER);
  }

  /** Names of the files that were asked for, in the order of the requests. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
