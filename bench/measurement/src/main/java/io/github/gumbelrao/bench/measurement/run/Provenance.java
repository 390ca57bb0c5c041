package io.github.gumbelrao.bench.measurement.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The program and the machine that numbers come from. */
public final class Provenance {

  private Provenance() {}

  /**
   * Whatever a record tells of both.
   *
   * @param libraries versions of what computes, by name
   * @return fields of {@code run.json}, in its order
   */
  static Map<String, Object> facts(Map<String, String> libraries) {
    Properties commit = commit();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("commit", commit.getProperty("git.commit.id.full", "unknown"));
    facts.put("dirty", dirty(commit));
    facts.put("versions", versions(libraries));
    facts.put("processor", processor());
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    return facts;
  }

  /**
   * The commit that this program was built from.
   *
   * @return as {@link RunJson#commit} has it of a run
   */
  public static String builtFrom() {
    Properties commit = commit();
    return commit.getProperty("git.commit.id.full", "unknown")
        + (dirty(commit) ? RunJson.UNCOMMITTED : "");
  }

  private static boolean dirty(Properties commit) {
    return !commit.getProperty("git.dirty", "true").equals("false");
  }

  /** What the build noted; empty when it ran outside a git checkout. */
  private static Properties commit() {
    Properties commit = new Properties();
    try (InputStream in =
        Provenance.class.getResourceAsStream("/io/github/gumbelrao/bench/git.properties")) {
      if (in != null) {
        commit.load(in);
      }
      return commit;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> versions(Map<String, String> libraries) {
    Map<String, String> versions = new LinkedHashMap<>();
    String project = Provenance.class.getPackage().getImplementationVersion();
    versions.put("gumbel-rao", project == null ? "development" : project);
    versions.put("java", System.getProperty("java.runtime.version"));
    versions.putAll(libraries);
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    versions.put("arch", System.getProperty("os.arch"));
    return versions;
  }

  /** Linux has the processor's name in a file; elsewhere its architecture has to do. */
  private static String processor() {
    Path cpuinfo = Path.of("/proc/cpuinfo");
    try {
      if (Files.isReadable(cpuinfo)) {
        return Files.readAllLines(cpuinfo).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      }
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
    return System.getProperty("os.arch");
  }
}
