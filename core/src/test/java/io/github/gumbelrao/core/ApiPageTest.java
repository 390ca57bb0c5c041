package io.github.gumbelrao.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page of the public API says what is public. When it does not, this writes the page as it
 * should be to {@code core/target/api.md}, to be copied.
 */
class ApiPageTest {

  private static final Path PAGE = Path.of("..", "docs", "api.md");
  private static final Path WRITTEN = Path.of("target", "api.md");
  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path SOURCES = Path.of("src", "main", "java");

  private static final String HEAD =
      """
      # The public API of core

      Every public type, what it is, and its own public members; shapes, ranges and errors are in
      the Javadoc. `core.internal` and what lies in it is not for users and may change at any time. Written by
      `ApiPageTest`, which fails when the code says otherwise.
      """;

  /** Members that the compiler makes of a record, an enum or a lambda, or that all objects have. */
  private static final List<String> MADE =
      List.of("equals", "hashCode", "toString", "valueOf", "values");

  @Test
  void thePageIsThatOfTheCode() throws Exception {
    String page = page();
    Files.writeString(WRITTEN, page);
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page() throws Exception {
    Map<String, List<Class<?>>> packages = new TreeMap<>();
    for (Class<?> type : publicTypes()) {
      packages.computeIfAbsent(type.getPackageName(), name -> new ArrayList<>()).add(type);
    }
    StringBuilder page = new StringBuilder(HEAD);
    for (Map.Entry<String, List<Class<?>>> each : packages.entrySet()) {
      page.append("\n## ").append(each.getKey().replaceFirst(".*gumbelrao\\.", "")).append('\n');
      for (Class<?> type : each.getValue()) {
        page.append("\n**").append(name(type)).append("**: ").append(sentence(type)).append('\n');
        List<String> members = members(type);
        if (!members.isEmpty()) {
          page.append('\n');
          members.forEach(member -> page.append("    ").append(member).append('\n'));
        }
      }
    }
    return page.toString();
  }

  private static List<Class<?>> publicTypes() throws Exception {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).sorted().toList()) {
        String name =
            CLASSES.relativize(file).toString().replace(".class", "").replaceAll("[/\\\\]", ".");
        if (name.contains(".internal.") || name.endsWith("package-info")) {
          continue;
        }
        Class<?> type = Class.forName(name, false, ApiPageTest.class.getClassLoader());
        if (isPublic(type)) {
          types.add(type);
        }
      }
    }
    return types;
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }

  private static String name(Class<?> type) {
    return type.getName().replaceFirst(".*\\.", "").replace('$', '.');
  }

  /** Constants, constructors and methods, each sorted by name. */
  private static List<String> members(Class<?> type) {
    Predicate<Member> own =
        member -> Modifier.isPublic(member.getModifiers()) && !member.isSynthetic();
    Stream<String> constants =
        Arrays.stream(type.getDeclaredFields())
            .filter(own)
            .sorted(Comparator.comparing(Field::getName))
            .map(field -> shortened(field.getGenericType()) + " " + field.getName());
    Stream<String> constructors =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(own)
            .map(each -> "new " + type.getSimpleName() + parameters(each))
            .sorted();
    Stream<String> methods =
        Arrays.stream(type.getDeclaredMethods())
            .filter(own)
            .filter(method -> !MADE.contains(method.getName()))
            .sorted(Comparator.comparing(method -> method.getName() + parameters(method)))
            .map(
                method ->
                    (Modifier.isStatic(method.getModifiers()) ? "static " : "")
                        + shortened(method.getGenericReturnType())
                        + " "
                        + method.getName()
                        + parameters(method));
    return Stream.of(constants, constructors, methods).flatMap(each -> each).toList();
  }

  private static String parameters(Executable executable) {
    return Arrays.stream(executable.getParameters())
        .map(each -> shortened(each.getParameterizedType()) + " " + each.getName())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** Without packages and enclosing types. */
  private static String shortened(Type type) {
    return type.getTypeName().replaceAll("(?:\\w+[.$])+(?=\\w)", "");
  }

  /** The first sentence of a type's documentation, as plain text. */
  private static String sentence(Class<?> type) throws IOException {
    Class<?> outer = type;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    String source = Files.readString(SOURCES.resolve(outer.getName().replace('.', '/') + ".java"));
    Matcher found =
        Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\s+)*(?:(?:public|final|sealed|static|abstract)\\s+)*"
                    + "(?:class|interface|record|enum)\\s+"
                    + type.getSimpleName()
                    + "\\b",
                Pattern.DOTALL)
            .matcher(source);
    assertThat(found.find()).as(type.getName()).isTrue();
    String text =
        found
            .group(1)
            .replaceAll("(?m)^\\s*\\* ?", "")
            .replaceAll("\\{@(?:code|link)\\s+#?([^}]+)}", "$1")
            .replaceAll("\\s+", " ")
            .strip();
    Matcher end = Pattern.compile("\\.(?= |$)").matcher(text);
    return end.find() ? text.substring(0, end.end()) : text;
  }
}
