package org.tquic.shell;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.tquic.shell.console.SessionWidth;
import org.tquic.shell.console.UsageException;
import org.tquic.shell.view.Paragraph;

/**
 * Help for the commands of scope {@code tquic} from their annotations, {@code link-enable} and
 * {@code link-disable} included, which Gogo's own help cannot find; it serves the other scopes.
 */
@Component(
    service = HelpCommand.class,
    property = {"osgi.command.scope=tquic", "osgi.command.function=help"})
public final class HelpCommand {
  private static final List<Class<?>> COMMANDS =
      List.of(
          TquicCommands.class,
          PathCommands.class,
          DoctorCommand.class,
          QlogCommand.class,
          LinkCommands.class,
          DiscoverCommand.class,
          RecordCommand.class,
          CaptureCommand.class,
          HelpCommand.class);

  @Descriptor("lists the commands of this program")
  public String help(CommandSession session) {
    int width = SessionWidth.of(session);
    StringBuilder text = new StringBuilder();
    commands()
        .forEach(
            (name, methods) ->
                methods.forEach(
                    method -> {
                      String label = String.format("%-18s ", usage(name, method));
                      text.append(Paragraph.format(label, describe(method).orElse(""), width));
                    }));
    return text
        + "\n"
        + Paragraph.format(
            "",
            "`help COMMAND` tells more. The framework's own commands (felix:lb, felix:start,"
                + " felix:stop, felix:update and so on) are listed by `felix:help`.",
            width);
  }

  @Descriptor("explains one command")
  public Object help(CommandSession session, @Descriptor("its name") String command)
      throws Exception {
    String name = command.toLowerCase(Locale.ROOT);
    List<Method> methods =
        commands().get(name.startsWith("tquic:") ? name.substring("tquic:".length()) : name);
    if (methods == null) {
      if (!command.matches("[A-Za-z0-9_:.-]+")) {
        throw new UsageException("`" + command + "` is not a command's name.", "help");
      }
      return session.execute("felix:help " + command);
    }
    StringBuilder text = new StringBuilder();
    for (Method method : methods) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append("tquic:").append(usage(functionName(method), method)).append('\n');
      text.append(Paragraph.format("  ", describe(method).orElse(""), SessionWidth.of(session)));
      for (java.lang.reflect.Parameter argument : method.getParameters()) {
        Descriptor descriptor = argument.getAnnotation(Descriptor.class);
        if (descriptor != null) {
          String label = String.format("  %-8s ", label(argument));
          text.append(Paragraph.format(label, descriptor.value(), SessionWidth.of(session)));
        }
      }
    }
    return text.toString();
  }

  private static Map<String, List<Method>> commands() {
    Map<String, List<Method>> commands = new TreeMap<>();
    COMMANDS.stream()
        .flatMap(type -> Stream.of(type.getMethods()))
        .filter(method -> method.isAnnotationPresent(Descriptor.class))
        .sorted(Comparator.comparingInt(Method::getParameterCount))
        .forEach(
            method ->
                commands
                    .computeIfAbsent(functionName(method), name -> new ArrayList<>())
                    .add(method));
    return commands;
  }

  /** {@code linkEnable} is the function {@code link-enable}. */
  private static String functionName(Method method) {
    return method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String usage(String name, Method method) {
    StringBuilder text = new StringBuilder(name);
    Arrays.stream(method.getParameters())
        .filter(argument -> argument.isAnnotationPresent(Descriptor.class))
        .map(argument -> isFlag(argument) ? "[" + label(argument) + "]" : label(argument))
        .forEach(argument -> text.append(' ').append(argument));
    return text.toString();
  }

  private static String label(java.lang.reflect.Parameter argument) {
    return isFlag(argument)
        ? argument.getAnnotation(Parameter.class).names()[0]
        : argument.getName().toUpperCase(Locale.ROOT);
  }

  private static boolean isFlag(java.lang.reflect.Parameter argument) {
    return argument.isAnnotationPresent(Parameter.class);
  }

  private static Optional<String> describe(Method method) {
    return Optional.ofNullable(method.getAnnotation(Descriptor.class)).map(Descriptor::value);
  }
}
