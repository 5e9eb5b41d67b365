package org.tquic.shell.config;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.tquic.shell.console.SessionWidth;
import org.tquic.shell.view.Paragraph;
import org.tquic.shell.view.Table;
import org.tquic.shell.view.Table.Column;

/** Shows the settings of the role and of its plug-ins, and changes them live. */
@Component(
    service = ConfigCommand.class,
    property = {"osgi.command.scope=tquic", "osgi.command.function=config"})
public final class ConfigCommand {
  private static final String DEFAULT = "default";

  private final BundleContext bundles;
  private final MetaTypeService metatype;
  private final LiveConfiguration configuration;

  /** The commands of a framework. */
  @Activate
  public ConfigCommand(
      BundleContext bundles,
      @Reference MetaTypeService metatype,
      @Reference ConfigurationAdmin configuration) {
    this.bundles = bundles;
    this.metatype = metatype;
    this.configuration = new LiveConfiguration(configuration);
  }

  @Descriptor("lists all settings; * is not the default")
  public String config(CommandSession session) {
    DeclaredSettings declared = new DeclaredSettings(bundles, metatype);
    Table table =
        new Table(
            Column.text(""),
            Column.text("NAME"),
            Column.text("KEY"),
            Column.flexible("VALUE"),
            Column.flexible("DEFAULT"));
    for (String name : declared.names()) {
      String pid = declared.pid(name);
      for (AttributeDefinition attribute : declared.attributes(pid)) {
        String usual = LiveConfiguration.defaultOf(attribute);
        String value = configuration.value(pid, attribute.getID());
        boolean changed = value != null && !value.equals(usual);
        table.row(changed ? "*" : "", name, attribute.getID(), changed ? value : usual, usual);
      }
    }
    return table.format(SessionWidth.of(session));
  }

  @Descriptor("explains the settings of the role or of one plug-in")
  public String config(
      CommandSession session, @Descriptor("as in `config`, such as congestion.copa") String name) {
    DeclaredSettings declared = new DeclaredSettings(bundles, metatype);
    String pid = declared.pid(name);
    int width = SessionWidth.of(session);
    StringBuilder text = new StringBuilder();
    String what = declared.declaration(pid).getDescription();
    text.append(what == null ? "" : Paragraph.format("", what, width));
    for (AttributeDefinition attribute : declared.attributes(pid)) {
      String value = configuration.value(pid, attribute.getID());
      String usual = LiveConfiguration.defaultOf(attribute);
      text.append(attribute.getID())
          .append(" = ")
          .append(value == null ? usual : value)
          .append('\n')
          .append(Paragraph.format("    ", sentence(attribute, usual), width));
    }
    return text.toString();
  }

  private static String sentence(AttributeDefinition attribute, String usual) {
    String description = attribute.getDescription();
    return (description == null ? attribute.getName() : description)
        + " Default: "
        + (usual.isEmpty() ? "empty" : usual)
        + ".";
  }

  @Descriptor("changes a setting until the role ends; it applies at once")
  public String config(
      @Descriptor("as in `config`, such as congestion.copa") String name,
      @Descriptor("as in `config NAME`") String key,
      @Descriptor("the new value, several with commas in quotation marks, or default")
          String value) {
    DeclaredSettings declared = new DeclaredSettings(bundles, metatype);
    String pid = declared.pid(name);
    AttributeDefinition attribute = declared.attribute(pid, key);
    if (value.equals(DEFAULT)) {
      configuration.reset(pid, key);
    } else {
      configuration.set(pid, attribute, value);
    }
    String now = configuration.value(pid, key);
    String shown = now == null ? LiveConfiguration.defaultOf(attribute) : now;
    return DeclaredSettings.name(pid) + " " + key + " = " + shown;
  }
}
