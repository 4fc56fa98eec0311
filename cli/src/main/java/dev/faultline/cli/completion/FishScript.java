package dev.faultline.cli.completion;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for fish, which picocli has no script for. */
final class FishScript {

  private final StringBuilder script = new StringBuilder();
  private final String program;

  private FishScript(String program) {
    this.program = program;
  }

  /** The script of a tree of commands. */
  static String of(CommandLine root) {
    FishScript fish = new FishScript(root.getCommandName());
    fish.line("-f");
    fish.commands(root, "__fish_use_subcommand");
    return fish.script.toString();
  }

  private void commands(CommandLine command, String condition) {
    Map<String, CommandLine> subcommands = new TreeMap<>(command.getSubcommands());
    subcommands.forEach(
        (name, subcommand) -> {
          line("-n %s -a %s -d %s".formatted(quoted(condition), name, quoted(about(subcommand))));
          String within = "__fish_seen_subcommand_from " + name;
          subcommand.getCommandSpec().options().stream()
              .filter(option -> !option.hidden())
              .forEach(option -> option(option, within));
          subcommand.getCommandSpec().positionalParameters().forEach(each -> values(each, within));
          commands(subcommand, within);
        });
  }

  private void option(OptionSpec option, String condition) {
    String names =
        Arrays.stream(option.names())
            .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1))
            .collect(Collectors.joining(" "));
    boolean takesValue = option.arity().max() > 0;
    line(
        "-n %s %s%s -d %s"
            .formatted(
                quoted(condition),
                names,
                takesValue ? " -r" + choices(option) : "",
                quoted(firstSentence(String.join(" ", option.description())))));
  }

  private void values(PositionalParamSpec parameter, String condition) {
    String choices = choices(parameter);
    line("-n %s%s".formatted(quoted(condition), choices.isEmpty() ? " -F" : choices));
  }

  /** The values that an argument may have, if they are known; else any file. */
  private static String choices(ArgSpec argument) {
    if (argument.completionCandidates() == null) {
      return argument.isOption() ? " -F" : "";
    }
    StringBuilder words = new StringBuilder();
    argument.completionCandidates().forEach(each -> words.append(each).append(' '));
    String all = words.toString().strip();
    // the command line takes names of enums in any case
    return " -a " + quoted(argument.type().isEnum() ? all.toLowerCase(Locale.ROOT) : all);
  }

  private static String about(CommandLine command) {
    return firstSentence(String.join(" ", command.getCommandSpec().usageMessage().description()));
  }

  private static String firstSentence(String text) {
    String plain = text.replaceAll("%n", " ");
    int end = plain.indexOf(". ");
    return end < 0 ? plain : plain.substring(0, end + 1);
  }

  private void line(String arguments) {
    script.append("complete -c ").append(program).append(' ').append(arguments).append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
