package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.command.options.ImageDataOptions;
import io.github.gumbelrao.bench.command.options.PresetOptions;
import io.github.gumbelrao.bench.command.options.RunOptions;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Mixin;

/**
 * The command of a study of a model on images.
 *
 * @param <P> the plan
 */
public abstract class ImageStudyCommand<P> extends StudyCommand<P> {

  @Mixin private ImageDataOptions images;

  /**
   * For a subclass.
   *
   * @param study whose command it is
   * @param pages of all studies
   */
  protected ImageStudyCommand(Study study, Pages pages) {
    super(study, pages);
  }

  /**
   * Makes the plan of what was typed.
   *
   * @param options that the studies of images share
   * @return the plan, which fits into memory
   * @throws IllegalArgumentException if a value is out of range
   */
  protected abstract P plan(ImageDataOptions options);

  /**
   * The settings of a plan.
   *
   * @param plan what to measure
   * @return by name, in the order of run.json
   */
  protected abstract Map<String, Object> settings(P plan);

  /**
   * Says what is about to run.
   *
   * @param plan what to measure
   * @param data on what
   * @return one line, after the name of the study
   */
  protected abstract String title(P plan, DataSet data);

  /**
   * Makes the run.
   *
   * @param plan what to measure
   * @param data on what
   * @param session threads and device
   * @return the run, once there is a folder for it
   */
  protected abstract Prepared.Start start(P plan, DataSet data, ConfigProto session);

  /**
   * What was typed of data and sizes.
   *
   * @return the options
   */
  protected final ImageDataOptions images() {
    return images;
  }

  @Override
  protected final P plan() {
    images.check();
    return plan(images);
  }

  @Override
  protected Prepared prepare(P plan, ConfigProto session) throws IOException {
    DataSet data = images.load();
    return new Prepared(
        title(plan, data),
        images.settings(settings(plan)),
        data.sha256(),
        start(plan, data, session));
  }

  @Override
  protected final RunOptions options() {
    return images.run();
  }

  @Override
  protected final Optional<PresetOptions> size() {
    return Optional.of(images.size().preset());
  }
}
