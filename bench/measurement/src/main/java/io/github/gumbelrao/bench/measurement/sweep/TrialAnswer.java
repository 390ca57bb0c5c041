package io.github.gumbelrao.bench.measurement.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** What a trial came to, on its way between processes: one line of text. */
public final class TrialAnswer {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What a line is. */
  enum Kind {
    /** The data are loaded. */
    READY,
    /** Units of work since the last report. */
    PROGRESS,
    /** The numbers of the trial. */
    VALUES,
    /** Why a trial diverged. */
    DIVERGED,
    /** Why a trial failed. */
    FAILED,
    /** Why a trial failed whose process ends with it. */
    FAILED_LAST;

    String line(String text) {
      return "@trial " + name() + " " + text;
    }

    /** What follows the name; empty if the line is another one. */
    Optional<String> read(String line) {
      String start = line("");
      return line.startsWith(start)
          ? Optional.of(line.substring(start.length()))
          : Optional.empty();
    }
  }

  private TrialAnswer() {}

  /**
   * Runs a trial.
   *
   * @param function runs it
   * @param settings of the trial, as {@link SweepTrial#json} writes them
   * @param progress receives units of work done since the last report
   * @return one line, which {@link #read} reads
   */
  public static String run(TrialFunction function, String settings, LongConsumer progress) {
    try {
      List<TrialValue> values =
          function.run(StrictJson.parse("settings of a trial", settings), progress);
      return Kind.VALUES.line(JSON.writeValueAsString(values));
    } catch (TrialFunction.DivergedException e) {
      return Kind.DIVERGED.line(oneLine(e.getMessage()));
    } catch (DataException | JsonProcessingException | RuntimeException e) {
      // The sentence goes to the journal, the trace to the log of this process.
      e.printStackTrace();
      return Kind.FAILED.line(oneLine(e.getClass().getSimpleName() + ": " + e.getMessage()));
    } catch (OutOfMemoryError e) {
      // What is left in the heap is not known: the next trial needs a process of its own.
      return Kind.FAILED_LAST.line("out of memory: " + oneLine(e.getMessage()));
    }
  }

  private static String oneLine(String text) {
    return String.valueOf(text).lines().findFirst().orElse("");
  }

  /**
   * Reads an answer.
   *
   * @param trial that it is of
   * @param line as {@link #run} writes it, or another one
   * @param seconds that the trial took
   * @return empty if the line does not end a trial
   */
  public static Optional<TrialOutcome> read(SweepTrial trial, String line, double seconds) {
    Optional<String> values = Kind.VALUES.read(line);
    if (values.isPresent()) {
      try {
        List<TrialValue> read = JSON.readValue(values.get(), new TypeReference<>() {});
        return Optional.of(
            new TrialOutcome(trial.id(), trial.cellName(), TrialState.OK, "", seconds, read));
      } catch (JsonProcessingException e) {
        String reason = "its answer is damaged: " + e.getOriginalMessage();
        return Optional.of(TrialOutcome.without(trial, TrialState.FAILED, reason, seconds));
      }
    }
    return Kind.DIVERGED
        .read(line)
        .map(reason -> TrialOutcome.without(trial, TrialState.DIVERGED, reason, seconds))
        .or(
            () ->
                Kind.FAILED_LAST
                    .read(line)
                    .or(() -> Kind.FAILED.read(line))
                    .map(
                        reason -> TrialOutcome.without(trial, TrialState.FAILED, reason, seconds)));
  }
}
