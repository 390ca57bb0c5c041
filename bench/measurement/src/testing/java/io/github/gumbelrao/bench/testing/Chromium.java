package io.github.gumbelrao.bench.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium, driven through chromedriver's own HTTP interface (W3C WebDriver). */
public final class Chromium implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");

  /** No sandbox, which containers lack; nothing that calls home. */
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Process driver;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String session;

  private Chromium(Process driver, int port, Path browser) throws IOException {
    this.driver = driver;
    String root = "http://127.0.0.1:" + port + "/session";
    ObjectNode always = JsonNodeFactory.instance.objectNode();
    always.putObject("goog:loggingPrefs").put("browser", "ALL").put("performance", "ALL");
    ObjectNode options = always.putObject("goog:chromeOptions");
    options.put("binary", browser.toString());
    ArrayNode flags = options.putArray("args");
    FLAGS.forEach(flag -> flags.add(flag));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("capabilities").set("alwaysMatch", always);
    this.session = root + "/" + post(root, body).get("sessionId").asText();
  }

  /** Starts one; empty, with a line that says so, where there is none. */
  public static Optional<Chromium> start() throws IOException {
    Optional<Path> driver = find("chromedriver");
    Optional<Path> browser =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .map(Chromium::find)
            .flatMap(Optional::stream)
            .findFirst();
    if (driver.isEmpty() || browser.isEmpty()) {
      System.out.println("SKIPPED: tests of pages need chromium and chromedriver on the PATH");
      return Optional.empty();
    }
    Process process =
        new ProcessBuilder(driver.get().toString(), "--port=0").redirectErrorStream(true).start();
    boolean ready = false;
    try {
      Chromium chromium = new Chromium(process, port(process), browser.get());
      ready = true;
      return Optional.of(chromium);
    } finally {
      if (!ready) {
        process.destroy();
      }
    }
  }

  private static Optional<Path> find(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int port(Process driver) throws IOException {
    BufferedReader lines = driver.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = STARTED.matcher(line);
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    throw new IOException("chromedriver ended without naming its port");
  }

  /** Opens a page in a window of a given width and waits until all of its charts are drawn. */
  public void open(Path page, int width, boolean dark) throws IOException {
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    metrics.put("width", width).put("height", 900).put("deviceScaleFactor", 1);
    devTools("Emulation.setDeviceMetricsOverride", metrics.put("mobile", width < 600));
    ObjectNode media = JsonNodeFactory.instance.objectNode();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    devTools("Emulation.setEmulatedMedia", media);
    post(session + "/url", JsonNodeFactory.instance.objectNode().put("url", "about:blank"));
    log("browser");
    log("performance");
    post(
        session + "/url",
        JsonNodeFactory.instance.objectNode().put("url", page.toUri().toString()));
    await(
        "document.querySelectorAll('.chart svg').length >= document.querySelectorAll('.spec').length");
  }

  /** Waits until an expression is true; a page that never gets there fails the test. */
  public void await(String expression) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!evaluate("return Boolean(" + expression + ")").asBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never true: " + expression + "; console: " + console());
      }
    }
  }

  /** Runs a script, a function's body, in the page. */
  public JsonNode evaluate(String script) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("script", script);
    body.putArray("args");
    return post(session + "/execute/sync", body);
  }

  /** Moves the mouse to a place in the window. */
  public void moveTo(int x, int y) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode mouse = body.putArray("actions").addObject();
    mouse
        .put("type", "pointer")
        .put("id", "mouse")
        .putObject("parameters")
        .put("pointerType", "mouse");
    ArrayNode moves = mouse.putArray("actions");
    for (int from : new int[] {3, 0}) {
      moves
          .addObject()
          .put("type", "pointerMove")
          .put("duration", 0)
          .put("origin", "viewport")
          .put("x", x + from)
          .put("y", y);
    }
    post(session + "/actions", body);
  }

  /**
   * What the page wrote to the console since it was opened, errors and warnings of the browser too.
   */
  public List<String> console() throws IOException {
    List<String> messages = new ArrayList<>();
    log("browser").forEach(entry -> messages.add(entry.get("message").asText()));
    return messages;
  }

  /**
   * The addresses that the page asked for since it was opened, less those on disk and in itself.
   */
  public List<String> requests() throws IOException {
    List<String> addresses = new ArrayList<>();
    for (JsonNode entry : log("performance")) {
      JsonNode event = JSON.readTree(entry.get("message").asText()).get("message");
      if (event.get("method").asText().equals("Network.requestWillBeSent")) {
        addresses.add(event.at("/params/request/url").asText());
      }
    }
    addresses.removeIf(address -> address.startsWith("file:") || address.startsWith("data:"));
    return addresses;
  }

  private JsonNode log(String type) throws IOException {
    return post(session + "/se/log", JsonNodeFactory.instance.objectNode().put("type", type));
  }

  private void devTools(String command, ObjectNode parameters) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("cmd", command);
    body.set("params", parameters);
    post(session + "/goog/cdp/execute", body);
  }

  private JsonNode post(String address, JsonNode body) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer =
          client.send(
              request.timeout(Duration.ofMinutes(2)).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      JsonNode value = JSON.readTree(answer.body()).get("value");
      if (answer.statusCode() != 200) {
        throw new IOException("chromedriver: " + value);
      }
      return value;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      send(HttpRequest.newBuilder(URI.create(session)).DELETE());
    } finally {
      driver.destroy();
    }
  }
}
