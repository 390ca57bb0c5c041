package io.github.gumbelrao.vae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DataSetTest {

  private static final BinaryImages ONE_IMAGE = BinaryImages.of(new byte[BinaryImages.PIXELS]);

  private static DataSet named(String name, SortedMap<String, String> sha256) {
    return new DataSet(name, ONE_IMAGE, ONE_IMAGE, ONE_IMAGE, sha256);
  }

  private static SortedMap<String, String> digest(String value) {
    return new TreeMap<>(Map.of("file", value));
  }

  @Test
  void keepsItsOwnCopyOfTheDigests() {
    SortedMap<String, String> given = digest("0a".repeat(32));
    DataSet set = named("digits", given);
    given.clear();
    assertThat(set.sha256()).containsExactly(Map.entry("file", "0a".repeat(32)));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> set.sha256().clear());
  }

  @Test
  void rejectsABlankName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named(" ", digest("0a".repeat(32))))
        .withMessage("name must not be blank, got \" \"");
  }

  @Test
  void rejectsASetWithoutDigests() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named("digits", new TreeMap<>()))
        .withMessage("sha256.size() must be >= 1, got 0");
  }

  @Test
  void rejectsAMalformedDigest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named("digits", digest("0A".repeat(32))))
        .withMessage(
            "sha256[file] must be 64 lower-case hexadecimal digits, got " + "0A".repeat(32));
  }
}
