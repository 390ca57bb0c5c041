package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.command.options.ImageDataOptions;
import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.Plan;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Mixin;

/**
 * The command of a study of a model on images.
 *
 * @param <P> the plan
 */
public abstract class ImageStudyCommand<P extends Plan> extends StudyCommand<P> {

  @Mixin private ImageDataOptions images;

  /**
   * For a subclass.
   *
   * @param study whose command it is
   * @param pages of all studies
   * @param settings of its plan
   */
  protected ImageStudyCommand(Study study, Pages pages, PlanOptions settings) {
    super(study, pages, settings);
  }

  /**
   * Makes the plan of what was typed.
   *
   * @param preset whose values stay where nothing was typed
   * @return the plan, which fits into memory
   * @throws IllegalArgumentException if a value is out of range
   */
  protected abstract P plan(Preset preset);

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
    return plan(size().preset());
  }

  @Override
  protected Prepared prepare(P plan, ConfigProto session) throws IOException {
    DataSet data = images.load();
    return new Prepared(
        title(plan, data), ownSettings(plan), data.sha256(), start(plan, data, session));
  }

  /** The data's name before the settings of the plan. */
  protected final Map<String, Object> ownSettings(P plan) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("dataset", images.dataset().toString());
    own.putAll(plan.settings());
    return own;
  }
}
