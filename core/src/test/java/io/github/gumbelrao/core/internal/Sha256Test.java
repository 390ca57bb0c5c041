package io.github.gumbelrao.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Held to the example of FIPS 180-4: SHA-256 of "abc". */
class Sha256Test {

  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void digestsBytesAndStartsAgain() {
    MessageDigest digest = Sha256.start();
    digest.update("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(Sha256.finish(digest)).isEqualTo(ABC);
    digest.update("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(Sha256.finish(digest)).isEqualTo(ABC);
  }

  @Test
  void digestsText() {
    assertThat(HexFormat.of().formatHex(Sha256.of("abc"))).isEqualTo(ABC);
    assertThat(Sha256.of("\u00fc")).hasSize(Sha256.BYTES).isNotEqualTo(Sha256.of("u"));
  }
}
