package io.github.gumbelrao.vae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.vae.data.BinaryImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

class TensorBoardLogTest {

  @TempDir Path folder;

  /** Records of 8 bytes of length, 4 of checksum, the event, and 4 of checksum. */
  static List<Event> events(Path folder) throws IOException {
    List<Event> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
          byte[] event = new byte[Math.toIntExact(bytes.getLong())];
          bytes.getInt();
          bytes.get(event);
          bytes.getInt();
          events.add(Event.parseFrom(event));
        }
      }
    }
    return events;
  }

  @Test
  void whatWasLoggedIsInTheFile() throws IOException {
    Path own = folder.resolve("logs \u00e4");
    try (TensorBoardLog log = TensorBoardLog.in(own)) {
      log.scalar("valid_loss", 7, 101.25);
      log.images("samples", 9, new double[3 * BinaryImages.PIXELS]);
    }
    List<Event> events = events(own).stream().filter(Event::hasSummary).toList();
    Summary.Value scalar = events.get(0).getSummary().getValue(0);
    assertThat(events.get(0).getStep()).isEqualTo(7);
    assertThat(scalar.getTag()).isEqualTo("valid_loss");
    assertThat(scalar.getSimpleValue()).isEqualTo(101.25f);
    assertThat(events.get(1).getStep()).isEqualTo(9);
    assertThat(events.get(1).getSummary().getValueList().stream().map(Summary.Value::getTag))
        .containsExactly("samples/image/0", "samples/image/1", "samples/image/2");
    Summary.Image image = events.get(1).getSummary().getValue(0).getImage();
    assertThat(image.getWidth()).isEqualTo(28);
    assertThat(image.getEncodedImageString().toByteArray()).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void saysWhatStandsInTheWayOfTheFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("taken"));
    assertThatThrownBy(() -> TensorBoardLog.in(file))
        .hasCauseExactlyInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("taken");
  }
}
