package io.github.gumbelrao.bench.measurement;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.core.internal.FileErrors;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Results in long format, one number a row; the bytes depend on the rows and on nothing else.
 *
 * <p>UTF-8, LF, {@code Double.toString}; an unused cell is empty and NaN is a result.
 */
public final class MeasurementsCsv implements Closeable {

  /** The one schema of every study. */
  public static final List<String> COLUMNS =
      List.of(
          "study",
          "case",
          "dataset",
          "estimator",
          "temperature",
          "samples",
          "arity",
          "variables",
          "batch_size",
          "seed",
          "step",
          "metric",
          "value",
          "std_error",
          "count",
          "unit");

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(COLUMNS.toArray(String[]::new))
          .setRecordSeparator('\n')
          .get();

  private final Path file;
  private final FileChannel channel;
  private final CSVPrinter printer;

  private MeasurementsCsv(Path file, FileChannel channel, CSVPrinter printer) {
    this.file = file;
    this.channel = channel;
    this.printer = printer;
  }

  /**
   * Creates the file with its header.
   *
   * @param file must not exist yet
   * @return the open file
   * @throws IOException if it exists or cannot be written
   */
  public static MeasurementsCsv create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Writer out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    try {
      return new MeasurementsCsv(file, channel, new CSVPrinter(out, FORMAT));
    } catch (IOException e) {
      channel.close();
      throw FileErrors.naming(file, e);
    }
  }

  /**
   * Appends a row and hands it to the operating system.
   *
   * @param row the row
   * @throws FileSystemException if it cannot be written, say because the disk is full; it names the
   *     file, which the exceptions of streams do not
   */
  public void write(Measurement row) throws FileSystemException {
    try {
      printer.printRecord(cells(row));
      printer.flush();
    } catch (IOException e) {
      throw FileErrors.naming(file, e);
    }
  }

  private static List<String> cells(Measurement row) {
    Measurement.Context context = row.context();
    List<String> cells = new ArrayList<>();
    cells.add(context.study());
    cells.add(row.note());
    cells.add(context.dataset());
    cells.add(context.estimator());
    cells.add(number(context.temperature()));
    cells.add(number(context.samples()));
    cells.add(Integer.toString(context.arity()));
    cells.add(Integer.toString(context.variables()));
    cells.add(number(context.batchSize()));
    cells.add(Long.toString(context.seed()));
    cells.add(number(context.step()));
    cells.add(row.metric());
    cells.add(Double.toString(row.estimate().value()));
    cells.add(standardError(row.estimate()));
    cells.add(Long.toString(row.count()));
    cells.add(row.unit());
    return cells;
  }

  /** A number whose error is not known has none to show; without a number there is no error. */
  private static String standardError(Estimate estimate) {
    boolean unknown = Double.isFinite(estimate.value()) && Double.isNaN(estimate.standardError());
    return unknown ? "" : Double.toString(estimate.standardError());
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  private static String number(OptionalInt value) {
    return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
  }

  /**
   * Closes the file; its rows have then reached the disk.
   *
   * @throws FileSystemException if they cannot be written
   */
  @Override
  public void close() throws FileSystemException {
    try (FileChannel closed = channel) {
      printer.flush();
      closed.force(true);
    } catch (IOException e) {
      throw FileErrors.naming(file, e);
    }
  }
}
