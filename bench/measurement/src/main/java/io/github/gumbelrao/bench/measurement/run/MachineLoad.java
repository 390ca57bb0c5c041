package io.github.gumbelrao.bench.measurement.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How much of the processors' time other processes took while this one ran: times that were
 * measured during another job are not those of the machine.
 *
 * <p>In a container the processors are those that it may use, and jobs outside may go unseen.
 */
public final class MachineLoad {

  /** Above this share, times are not to be trusted. */
  public static final double MAX_FOREIGN_SHARE = 0.1;

  private final DoubleSupplier load;
  private final LongSupplier ownNanos;
  private final LongSupplier clock;
  private final int processors;
  private final boolean known;
  private final long ownAtStart;
  private final long start;

  /**
   * Starts to watch.
   *
   * @param load of all processors since it was last asked, in [0, 1]; negative or NaN if unknown
   * @param ownNanos processor time of this process; negative if unknown
   * @param clock in nanoseconds
   * @param processors how many there are
   */
  MachineLoad(DoubleSupplier load, LongSupplier ownNanos, LongSupplier clock, int processors) {
    this.load = load;
    this.ownNanos = ownNanos;
    this.clock = clock;
    this.processors = processors;
    // It speaks of the time before; what it says next, of the time from here on.
    known = load.getAsDouble() >= 0;
    ownAtStart = ownNanos.getAsLong();
    start = clock.getAsLong();
  }

  /**
   * Starts to watch this machine. Of two that watch at once, only the first to ask is right.
   *
   * @return the watch
   */
  public static MachineLoad watch() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      return new MachineLoad(
          system::getCpuLoad,
          system::getProcessCpuTime,
          System::nanoTime,
          system.getAvailableProcessors());
    }
    return new MachineLoad(() -> Double.NaN, () -> -1, System::nanoTime, 1);
  }

  /**
   * Ends the watch.
   *
   * @return share of the processors' time since the start, in [0, 1], to three digits; empty if the
   *     system does not report it
   */
  public OptionalDouble share() {
    double all = load.getAsDouble();
    long own = ownNanos.getAsLong();
    double passed = (clock.getAsLong() - start) * (double) processors;
    if (!known || !(all >= 0) || own < 0 || ownAtStart < 0 || !(passed > 0)) {
      return OptionalDouble.empty();
    }
    double others = Math.max(0, all - (own - ownAtStart) / passed);
    return OptionalDouble.of(Math.round(others * 1000) / 1000.0);
  }

  /**
   * Says a share to a person.
   *
   * @param share in [0, 1]
   * @return such as {@code 45 % of the processors' time went to other processes}
   */
  public static String sentence(double share) {
    return String.format(
        Locale.ROOT, "%.0f %% of the processors' time went to other processes", 100 * share);
  }
}
