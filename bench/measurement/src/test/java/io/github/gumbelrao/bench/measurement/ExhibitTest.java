package io.github.gumbelrao.bench.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExhibitTest {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  @Test
  void comesBackFromTheRecordAsItWas() throws IOException {
    Exhibit picture =
        new Exhibit(
            "Samples", "", Exhibit.Type.PNG, List.of(Exhibit.png("a", PNG), Exhibit.png("b", PNG)));
    Exhibit trees = Exhibit.trees("Tree", "Left: ours.", "( 1 ( 2 3 ) )", "( ( 1 2 ) 3 )");
    RunRecord record = RunRecord.start("listops", List.of(), Map.of(), new TreeMap<>(), Map.of());
    record.exhibit(List.of(picture, trees));
    JsonNode exhibits = new ObjectMapper().readTree(record.toJson()).get("exhibits");
    assertThat(exhibits.at("/0/type").asText()).isEqualTo("png");
    assertThat(exhibits.at("/1/items/1/label").asText()).isEqualTo("gold");
    assertThat(new ObjectMapper().treeToValue(exhibits.get(0), Exhibit.class)).isEqualTo(picture);
    assertThat(new ObjectMapper().treeToValue(exhibits.get(1), Exhibit.class)).isEqualTo(trees);
  }

  @Test
  void aRecordWithoutExhibitsDoesNotMentionThem() {
    RunRecord record = RunRecord.start("listops", List.of(), Map.of(), new TreeMap<>(), Map.of());
    record.exhibit(List.of());
    assertThat(record.toJson()).doesNotContain("exhibits");
  }

  @Test
  void refusesWhatItsTypeCannotShow() {
    assertThatThrownBy(() -> Exhibit.trees("t", "", "( 1 2", "1"))
        .hasMessage("tree must be one expression with matching brackets, got '( 1 2'");
    assertThatThrownBy(
            () -> new Exhibit("t", "", Exhibit.Type.PNG, List.of(new Exhibit.Item("", "R0lGOD"))))
        .hasMessage("content must be a PNG file in Base64, got 'R0lGOD'");
    assertThatThrownBy(
            () ->
                new Exhibit("t", "", Exhibit.Type.PNG, List.of(new Exhibit.Item("", "iVBORw0K\""))))
        .hasMessage("content must be a PNG file in Base64, got 'iVBORw0K\"'");
    assertThatThrownBy(() -> new Exhibit(" ", "", Exhibit.Type.TREE, List.of()))
        .hasMessage("items.size() must be >= 1, got 0");
    assertThatThrownBy(() -> Exhibit.trees(" ", "", "1", "1"))
        .hasMessage("title must not be empty, got ' '");
  }

  @Test
  void treesHaveOneRootAndNoEmptyBrackets() {
    assertThat(BracketedTree.parse("( ( [MAX 2 ) ] )").children()).hasSize(2);
    assertThat(BracketedTree.parse("7").token()).isEqualTo("7");
    for (String text : List.of("", "1 2", "( )", "( 1 ) )", "( 1 ) ( 2 )", ")")) {
      assertThatThrownBy(() -> BracketedTree.parse(text))
          .hasMessage("tree must be one expression with matching brackets, got '" + text + "'");
    }
  }
}
