package io.github.gumbelrao.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.Main;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real master and two workers on this machine, of which one worker and one executor die. */
@Tag("slow")
@Timeout(1200)
class StandaloneClusterTest {

  private static final int PORT = 17_077;
  private static final int PAGES = 18_080;
  private static final String MASTER = "spark://127.0.0.1:" + PORT;

  private static final List<String> SWEEP =
      List.of(
          "vae",
          "--sweep=table2",
          "--draws=4",
          "--hidden=8",
          "--latent-bits=8",
          "--steps=1500",
          "--valid-samples=1",
          "--final-samples=2",
          "--seed=5");

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private Path home;

  /** Spark finds the jars of executors in its home: here all of ours, as links. */
  @BeforeEach
  void makeHome() throws IOException {
    home = folder.resolve("home");
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String entry : classPath()) {
      if (entry.endsWith(".jar")) {
        Files.createSymbolicLink(
            jars.resolve(Path.of(entry).getFileName()), Path.of(entry).toAbsolutePath());
      }
    }
  }

  @AfterEach
  void killAll() {
    processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    processes.forEach(Process::destroyForcibly);
  }

  private static List<String> classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return List.of(path.split(File.pathSeparator, -1));
  }

  private Process start(String name, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("-cp");
    command.add(
        classPath().stream()
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_LOCAL_IP", "127.0.0.1",
                "SPARK_SCALA_VERSION", "2.13",
                "SPARK_HOME", home.toString()));
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private Process worker(int number) throws IOException {
    return start(
        "worker-" + number,
        List.of(
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            "127.0.0.1",
            "--cores",
            "1",
            "--memory",
            "1G",
            "--webui-port",
            Integer.toString(PAGES + number),
            "--work-dir",
            folder.resolve("work-" + number).toString(),
            MASTER));
  }

  private static String state() throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PAGES + "/json/")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      // It is not there yet.
      return "";
    }
  }

  private static void awaitWorkers(int count) throws InterruptedException {
    Pattern alive = Pattern.compile("\"aliveworkers\" : (\\d+)");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (System.nanoTime() < deadline) {
      Matcher matcher = alive.matcher(state());
      if (matcher.find() && Integer.parseInt(matcher.group(1)) == count) {
        return;
      }
      Thread.sleep(300);
    }
    throw new AssertionError("no " + count + " workers: " + state());
  }

  private Process sweep(Path out, String... more) throws IOException {
    List<String> words = new ArrayList<>();
    words.add("-Dspark.driver.host=127.0.0.1");
    words.add("-Dspark.driver.bindAddress=127.0.0.1");
    words.add("-Dspark.executor.memory=900m");
    words.add("-Dspark.executor.cores=1");
    words.add(Main.class.getName());
    words.addAll(SWEEP);
    words.add("--out=" + out);
    words.addAll(List.of(more));
    return start(String.valueOf(out.getFileName()), words);
  }

  private static void awaitTrials(Process process, Path journal, int count) throws Exception {
    while (process.isAlive()) {
      if (Files.exists(journal)) {
        try (Stream<String> lines = Files.lines(journal)) {
          if (lines.count() >= count) {
            return;
          }
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("it ended before " + count + " trials");
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  @Test
  void aWorkerAndAnExecutorDieAndNoByteChanges() throws Exception {
    Path alone = folder.resolve("alone");
    Process local = sweep(alone, "--workers=2");
    assertThat(local.waitFor()).as(log("alone")).isZero();

    start(
        "master",
        List.of(
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(PORT),
            "--webui-port",
            Integer.toString(PAGES)));
    Process first = worker(1);
    Process second = worker(2);
    awaitWorkers(2);
    Path out = folder.resolve("cluster");
    Process driver = sweep(out, "--master=" + MASTER);
    Path journal = out.resolve("vae/journal.jsonl");
    awaitTrials(driver, journal, 3);
    second.descendants().forEach(ProcessHandle::destroyForcibly);
    second.destroyForcibly();
    awaitTrials(driver, journal, 6);
    Optional<ProcessHandle> executor =
        first
            .descendants()
            .filter(
                process ->
                    process
                        .info()
                        .commandLine()
                        .filter(line -> line.contains("CoarseGrainedExecutorBackend"))
                        .isPresent())
            .findFirst();
    assertThat(executor).isPresent();
    executor.get().destroyForcibly();
    assertThat(driver.waitFor()).as(log("cluster")).isZero();
    assertThat(out.resolve("vae/measurements.csv"))
        .hasSameTextualContentAs(alone.resolve("vae/measurements.csv"));
    assertThat(Files.readString(journal)).doesNotContain("CRASHED", "FAILED");
  }
}
