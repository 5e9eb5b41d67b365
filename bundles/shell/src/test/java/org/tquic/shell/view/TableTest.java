package org.tquic.shell.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tquic.shell.view.Table.Column;

class TableTest {
  private static final Column[] COLUMNS = {
    Column.text("A"), Column.flexible("FLEXIBLE"), Column.number("NUMBER"), Column.flexible("END")
  };

  @Test
  void columnsAreAlignedAndNumbersFlushRight() {
    Table table = new Table(Column.flexible("LINK"), Column.number("RTT")).row("wan1", "33.0 ms");
    table.row("a-long-name", "4.5 ms");
    assertThat(table.format(80))
        .isEqualTo("LINK             RTT\nwan1         33.0 ms\na-long-name   4.5 ms\n");
  }

  @Test
  void theWidestFlexibleColumnGivesWayFirst() {
    Table table = new Table(Column.flexible("FROM"), Column.flexible("TO"), Column.number("MTU"));
    table.row("10.0.0.2:1", "[2001:db8:1:2:3:4:5:6]:4433", "1400");
    assertThat(table.format(40)).endsWith("10.0.0.2:1  [2001:db8:1:2:3:4:5:..  1400\n");
  }

  @Test
  void escapeSequencesInNamesDoNotReachTheTerminal() {
    assertThat(new Table(Column.text("NAME")).row("\u001b[2Jwan\n").format(80))
        .isEqualTo("NAME\n?[2Jwan?\n");
  }

  @Property
  void noLineIsWiderThanAskedAndEachRowIsOneLine(
      @ForAll("rows") List<List<String>> rows, @ForAll @IntRange(min = 20, max = 120) int width) {
    Table table = new Table(COLUMNS);
    rows.forEach(row -> table.row(row.toArray()));
    List<String> lines = table.format(width).lines().toList();
    assertThat(lines).hasSize(rows.size() + 1).allMatch(line -> line.length() <= width);
  }

  @Property
  void shortCellsAreNeverCut(@ForAll("rows") List<List<String>> rows) {
    Table table = new Table(COLUMNS);
    rows.forEach(row -> table.row(row.toArray()));
    List<String> lines = table.format(1000).lines().skip(1).toList();
    for (int i = 0; i < lines.size(); i++) {
      for (String cell : rows.get(i)) {
        assertThat(lines.get(i)).contains(cell.strip());
      }
    }
  }

  @Provide
  Arbitrary<List<List<String>>> rows() {
    return Arbitraries.strings()
        .withCharRange('!', '~')
        .ofMaxLength(30)
        .list()
        .ofSize(COLUMNS.length)
        .list()
        .ofMaxSize(8);
  }
}
