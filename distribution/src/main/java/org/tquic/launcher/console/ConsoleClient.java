package org.tquic.launcher.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tquic.launcher.LaunchException;
import org.tquic.launcher.Reasons;
import org.tquic.shell.wire.Frame;
import org.tquic.shell.wire.FrameChannel;
import org.tquic.shell.wire.FrameType;

/** A connection to the console of a role, for one thread; only {@link #cancel} is for others. */
public final class ConsoleClient implements Closeable {
  private static final String SOCKET = "console.sock";

  private final FrameChannel channel;
  private final Object writing = new Object();

  private ConsoleClient(FrameChannel channel) {
    this.channel = channel;
  }

  /**
   * Connects to the role that runs with this state folder.
   *
   * @param columns width of the terminal, or 0 where there is none
   * @throws LaunchException when none does, or it refuses
   */
  public static ConsoleClient connect(Path state, int columns) throws LaunchException {
    Path socket = state.toAbsolutePath().normalize().resolve(SOCKET);
    FrameChannel channel = open(state, socket);
    try {
      Frame hello = channel.read().orElseThrow(() -> lost(new IOException("it hung up at once")));
      if (hello.type() == FrameType.REFUSED) {
        throw LaunchException.failed("The role refused: " + hello.text() + ".", "Try again later.");
      }
      if (hello.type() != FrameType.HELLO || hello.octet() != FrameChannel.VERSION) {
        throw LaunchException.failed(
            "The role at " + socket + " speaks another version of the console's protocol.",
            "Use the `tquic` of the release that runs the role.");
      }
      ConsoleClient client = new ConsoleClient(channel);
      if (columns > 0) {
        client.resize(columns);
      }
      return client;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private static FrameChannel open(Path state, Path socket) throws LaunchException {
    try {
      return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    } catch (IOException e) {
      boolean hidden = Files.isDirectory(state) && !Files.isReadable(state);
      boolean denied = Files.exists(socket) && !Files.isWritable(socket);
      if (hidden || denied) {
        throw LaunchException.failed(
            "The console of the role in " + state + " is for its owner only.",
            "Run this as the user who started the role, root as a rule.",
            e);
      }
      boolean stale = Files.exists(socket);
      throw LaunchException.failed(
          "No role runs with the state folder "
              + state
              + (stale ? ": " + socket + " is what a killed one left." : "."),
          "Start one with `tquic router` or `tquic server`, or name the folder of the one that runs"
              + " with --state DIR.",
          e);
    } catch (IllegalArgumentException e) {
      throw LaunchException.failed(
          "Cannot use " + socket + ": " + Reasons.of(e) + ".", "Name another --state DIR.", e);
    }
  }

  /**
   * Runs a command line.
   *
   * @return its exit status
   * @throws LaunchException when the role goes away meanwhile
   */
  public int run(String line, PrintStream out, PrintStream err) throws LaunchException {
    if (Frame.tooLong(FrameType.EXEC, line)) {
      throw LaunchException.usage(
          "The command is longer than " + FrameType.EXEC.maxPayload() + " bytes.", "Shorten it.");
    }
    try {
      send(Frame.text(FrameType.EXEC, line));
      while (true) {
        Frame frame = next();
        switch (frame.type()) {
          case OUTPUT -> out.write(frame.payload());
          case ERROR -> {
            out.flush();
            err.write(frame.payload());
          }
          case STATUS -> {
            out.flush();
            err.flush();
            return frame.octet();
          }
          default -> throw new IOException("unexpected " + frame.type());
        }
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Candidates for the last word of a line. */
  public List<String> complete(String line) throws LaunchException {
    try {
      send(Frame.text(FrameType.COMPLETE, line));
      return next().words();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Tells the width of the terminal. */
  public void resize(int columns) throws LaunchException {
    try {
      send(Frame.width(columns));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Asks the role to stop the command that runs. */
  public void cancel() throws LaunchException {
    try {
      send(Frame.empty(FrameType.CANCEL));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private void send(Frame frame) throws IOException {
    synchronized (writing) {
      channel.write(frame);
    }
  }

  private Frame next() throws IOException {
    return channel.read().orElseThrow(() -> new IOException("the connection was closed"));
  }

  private static LaunchException lost(IOException cause) {
    return LaunchException.failed(
        "The role went away: " + Reasons.of(cause) + ".",
        "Its log says why; `tquic status` shows whether it runs again.",
        cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
