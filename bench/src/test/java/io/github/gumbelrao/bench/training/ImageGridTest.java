package io.github.gumbelrao.bench.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.vae.data.BinaryImages;
import org.junit.jupiter.api.Test;

class ImageGridTest {

  /** Image i has its first i pixels set. */
  @Test
  void imagesAreTakenFromAllOfTheSet() {
    byte[] pixels = new byte[31 * BinaryImages.PIXELS];
    for (int image = 0; image < 31; image++) {
      for (int i = 0; i < image; i++) {
        pixels[image * BinaryImages.PIXELS + i] = 1;
      }
    }
    BinaryImages some = ImageGrid.some(BinaryImages.of(pixels), 16);
    assertThat(some.size()).isEqualTo(16);
    assertThat(some.rows(0)).startsWith(0, 0);
    int last = 0;
    for (byte pixel : some.rows(15)) {
      last += pixel;
    }
    assertThat(last).isEqualTo(29);
  }
}
