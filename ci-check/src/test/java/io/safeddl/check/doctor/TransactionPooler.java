package io.safeddl.check.doctor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * As much of a pooler as tells one from a server: it gives each client a key of its own making and,
 * when asked to, takes the backend away whenever the client is in no transaction, to hand out the
 * one that was used last.
 */
final class TransactionPooler implements AutoCloseable {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;
  private static final int MADE_UP = 7;

  private final ServerSocket listener;
  private final String host;
  private final int port;
  private final boolean byTransaction;
  private final Deque<Socket> idle = new ConcurrentLinkedDeque<>();
  private final List<Socket> sockets = new ArrayList<>();

  TransactionPooler(String host, int port, boolean byTransaction) throws IOException {
    this.host = host;
    this.port = port;
    this.byTransaction = byTransaction;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var thread = new Thread(this::accept, "pooler");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = remember(listener.accept());
        var thread = new Thread(() -> serve(client), "pooled client");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try {
      var in = new DataInputStream(client.getInputStream());
      var out = new DataOutputStream(client.getOutputStream());
      var startup = startup(in, out);
      var server = remember(new Socket(host, port));
      send(server, startup);
      authenticate(in, out, server);
      // As if it had logged in without one: whoever comes next gets the one used last.
      idle.addLast(server);
      var own = byTransaction ? null : take();
      while (true) {
        var backend = own;
        var status = 'I';
        do {
          var message = message(in);
          if (message[0] == 'X') {
            return;
          }
          if (backend == null) {
            backend = take();
          }
          send(backend, message);
          if (message[0] == 'Q' || message[0] == 'S') {
            status = answer(backend, out);
          }
        } while (status != 'I');
        if (own == null) {
          idle.addFirst(backend);
        }
      }
    } catch (IOException e) {
      // The client or the pooler has been closed.
    }
  }

  private Socket take() throws IOException {
    var backend = idle.pollFirst();
    if (backend == null) {
      throw new IOException("no backend is left");
    }
    return backend;
  }

  private static byte[] startup(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      var length = in.readInt();
      var rest = in.readNBytes(length - Integer.BYTES);
      var code = new DataInputStream(new ByteArrayInputStream(rest)).readInt();
      if (code != SSL_REQUEST && code != GSS_REQUEST) {
        var packet = new ByteArrayOutputStream();
        new DataOutputStream(packet).writeInt(length);
        packet.write(rest);
        return packet.toByteArray();
      }
      out.write('N');
      out.flush();
    }
  }

  /** Passes the answers of both on until the server is ready. */
  private static void authenticate(DataInputStream in, DataOutputStream out, Socket server)
      throws IOException {
    var answers = new DataInputStream(server.getInputStream());
    while (true) {
      var message = message(answers);
      if (message[0] == 'K') {
        message[Integer.BYTES + Integer.BYTES] ^= MADE_UP;
      }
      out.write(message);
      out.flush();
      if (message[0] == 'Z') {
        return;
      }
      // Authentication requests that want an answer: all but 0, it is done, and 12, the last word.
      if (message[0] == 'R' && message[8] != 0 && message[8] != 12) {
        send(server, message(in));
      }
    }
  }

  /** Passes the answers on, up to the one that says in which transaction state the server is. */
  private static char answer(Socket backend, DataOutputStream out) throws IOException {
    var in = new DataInputStream(backend.getInputStream());
    while (true) {
      var message = message(in);
      out.write(message);
      out.flush();
      if (message[0] == 'Z') {
        return (char) message[message.length - 1];
      }
    }
  }

  private static void send(Socket socket, byte[] message) throws IOException {
    socket.getOutputStream().write(message);
    socket.getOutputStream().flush();
  }

  /** A message with its type and length. */
  private static byte[] message(DataInputStream in) throws IOException {
    var type = in.read();
    if (type < 0) {
      throw new EOFException();
    }
    var length = in.readInt();
    var bytes = new ByteArrayOutputStream();
    var copy = new DataOutputStream(bytes);
    copy.writeByte(type);
    copy.writeInt(length);
    copy.write(in.readNBytes(length - Integer.BYTES));
    return bytes.toByteArray();
  }

  private synchronized Socket remember(Socket socket) {
    sockets.add(socket);
    return socket;
  }

  @Override
  public synchronized void close() throws IOException {
    listener.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
