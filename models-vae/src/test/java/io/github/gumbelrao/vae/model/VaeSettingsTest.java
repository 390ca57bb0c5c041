package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaeSettingsTest {

  @ParameterizedTest
  @CsvSource({"2, 240, 1", "4, 120, 2", "8, 80, 3", "16, 60, 4"})
  void paperHas240BitsAtEveryArity(int arity, int variables, int bitsPerVariable) {
    VaeSettings settings = VaeSettings.paper(arity);
    assertThat(settings).isEqualTo(new VaeSettings(arity, 240, 384));
    assertThat(settings.variables()).isEqualTo(variables);
    assertThat(settings.bitsPerVariable()).isEqualTo(bitsPerVariable);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1   | 6 | 5 | arity must be a power of two >= 2, got 1",
        "0   | 6 | 5 | arity must be a power of two >= 2, got 0",
        "6   | 6 | 5 | arity must be a power of two >= 2, got 6",
        // Its only bit is the sign.
        "-2147483648 | 6 | 5 | arity must be a power of two >= 2, got -2147483648",
        "8   | 0 | 5 | latentBits must be >= 1, got 0",
        "8   | 6 | 0 | hidden must be >= 1, got 0",
        "8   | 7 | 5 | latentBits must be a multiple of log2(arity) = 3, got 7"
      })
  void rejectsSizesThatMakeNoModel(int arity, int latentBits, int hidden, String message) {
    assertThatThrownBy(() -> new VaeSettings(arity, latentBits, hidden))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void paperRejectsAnArityThatDoesNotDivideItsBits() {
    assertThatThrownBy(() -> VaeSettings.paper(128))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("latentBits must be a multiple of log2(arity) = 7, got 240");
  }
}
