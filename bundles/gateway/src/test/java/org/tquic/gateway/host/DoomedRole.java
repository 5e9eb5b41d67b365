package org.tquic.gateway.host;

import java.nio.file.Path;

/** A process that changes its machine and waits to be killed. */
final class DoomedRole {
  private DoomedRole() {}

  public static void main(String[] args) throws InterruptedException {
    RouterMachine.Applied applied =
        RouterMachine.applyHere(
            Path.of(args[0]), RouterMachine.input(1400, RouterMachine.everything()));
    System.out.println("applied");
    Thread.currentThread().join();
    applied.undo();
  }
}
