package org.tquic.shell.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.shell.wire.Frame;
import org.tquic.shell.wire.FrameChannel;
import org.tquic.shell.wire.FrameType;

/**
 * One client: a Gogo session, one command at a time. Three virtual threads serve it. The reader
 * takes requests, so that CANCEL and hang-ups are seen while a command runs; the worker runs
 * commands; the writer alone writes to the channel, since interrupting a thread inside a channel
 * closes that channel.
 */
final class ConsoleConnection {
  private static final Logger log = LoggerFactory.getLogger(ConsoleConnection.class);

  /** Frames that wait for a slow client before its command waits too. */
  private static final int QUEUED_FRAMES = 64;

  /** Command lines that wait behind the one that runs; a client sends one at a time. */
  private static final int QUEUED_LINES = 16;

  private final FrameChannel channel;
  private final CommandSession session;
  private final BiFunction<CommandSession, String, List<String>> completion;
  private final PrintStream out;
  private final PrintStream err;
  private final BlockingQueue<Frame> answers = new LinkedBlockingQueue<>(QUEUED_FRAMES);
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(QUEUED_LINES);

  ConsoleConnection(
      FrameChannel channel,
      CommandProcessor processor,
      BiFunction<CommandSession, String, List<String>> completion) {
    this.channel = channel;
    this.completion = completion;
    this.out = print(FrameType.OUTPUT);
    this.err = print(FrameType.ERROR);
    this.session = processor.createSession(InputStream.nullInputStream(), out, err);
    // Plain names mean our own commands first, then the framework's.
    session.put("SCOPE", "tquic:felix:gogo:*");
    SessionWidth.set(session, SessionWidth.DEFAULT);
  }

  private PrintStream print(FrameType type) {
    return new PrintStream(new FrameOutput(type, answers), true, StandardCharsets.UTF_8);
  }

  /** Serves the client until it hangs up. */
  void serve() {
    Thread worker = Thread.ofVirtual().name("console-worker").start(this::work);
    Thread writer = Thread.ofVirtual().name("console-writer").start(this::write);
    try {
      answers.put(Frame.octet(FrameType.HELLO, FrameChannel.VERSION));
      for (Optional<Frame> frame = channel.read(); frame.isPresent(); frame = channel.read()) {
        take(frame.get());
      }
    } catch (IOException e) {
      log.debug("console connection ended: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      worker.interrupt();
      writer.interrupt();
      session.close();
      close();
    }
  }

  /** Hangs up. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("closing a console connection: {}", e.toString());
    }
  }

  private void take(Frame frame) throws IOException, InterruptedException {
    switch (frame.type()) {
      case EXEC -> {
        if (!lines.offer(frame.text())) {
          throw new IOException("more than " + QUEUED_LINES + " command lines at once");
        }
      }
      case COMPLETE -> answers.put(Frame.candidates(candidates(frame.text())));
      case WIDTH -> {
        if (frame.columns() > 0) {
          SessionWidth.set(session, frame.columns());
        }
      }
      case CANCEL -> cancel();
      default -> throw new IOException("a client does not send " + frame.type());
    }
  }

  private List<String> candidates(String line) {
    try {
      return completion.apply(session, line);
    } catch (RuntimeException e) {
      log.debug("completion of a console line failed", e);
      return List.of();
    }
  }

  /** Gogo runs commands on threads of its own, so it is the job that has to be stopped. */
  private void cancel() {
    Job job = session.foregroundJob();
    if (job != null) {
      job.interrupt();
    }
  }

  private void work() {
    try {
      while (true) {
        int status = execute(lines.take());
        out.flush();
        err.flush();
        answers.put(Frame.octet(FrameType.STATUS, status));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int execute(String line) {
    try {
      Object result = session.execute(line);
      if (result != null) {
        String text = session.format(result, Converter.INSPECT).toString();
        out.print(text.endsWith("\n") ? text : text + "\n");
      }
      return 0;
    } catch (Throwable e) {
      // Any class of a command may fail to link; whatever it throws is the command's failure.
      log.debug("console command failed: {}", line, e);
      CommandError error = CommandError.of(e);
      err.println(error.text());
      return error.status();
    }
  }

  private void write() {
    try {
      while (true) {
        channel.write(answers.take());
      }
    } catch (IOException e) {
      log.debug("console client went away: {}", e.toString());
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
