package dev.faultline.cli.alert;

import dev.faultline.streams.alert.AlertRules;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a file of rules can be used. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check a file of alert rules; needs nothing that runs.")
final class CheckRulesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RULES", description = "The file, in YAML.")
  private Path file;

  @Override
  public Integer call() {
    try {
      int own = AlertRules.only(file).all().size();
      int all = AlertRules.load(file).all().size();
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%d rules are right; with the shipped ones there are %d%n", own, all);
      out.flush();
      return 0;
    } catch (IllegalArgumentException | UncheckedIOException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
