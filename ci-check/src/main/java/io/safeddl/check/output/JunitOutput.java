package io.safeddl.check.output;

import io.safeddl.check.judge.JudgedFile;
import io.safeddl.check.judge.Located;
import io.safeddl.check.trace.Fault;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit's XML: a suite for each file, a case for each finding in it, or one that passes. A finding
 * that does not make the check fail is a case that passes and says something.
 */
final class JunitOutput implements Output {
  @Override
  public void write(Report report, Writer out) throws IOException {
    try {
      var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      line(xml, 0);
      suites(report, xml);
      xml.writeEndDocument();
      xml.flush();
      out.write('\n');
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void suites(Report report, XMLStreamWriter xml) throws XMLStreamException {
    var judgement = report.judgement();
    var byFile =
        judgement.findings().stream()
            .collect(Collectors.groupingBy(found -> found.region().file().name()));
    var passing =
        judgement.judged().stream().filter(file -> !byFile.containsKey(file.name())).count();
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", "safeddl-check");
    var faults = report.faults();
    counts(
        judgement.findings().size() + passing + faults.size(),
        failures(report, judgement.findings()) + faults.size(),
        xml);
    for (var file : judgement.judged()) {
      line(xml, 1);
      suite(report, file, byFile.getOrDefault(file.name(), List.of()), xml);
    }
    if (!faults.isEmpty()) {
      line(xml, 1);
      trace(faults, xml);
    }
    line(xml, 0);
    xml.writeEndElement();
  }

  private static void trace(List<Fault> faults, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute("name", "trace", xml);
    counts(faults.size(), faults.size(), xml);
    for (var i = 0; i < faults.size(); i++) {
      var at = faults.get(i).place();
      var where = at == null ? "" : " at " + at.file().name() + ":" + at.start().line();
      testcase("trace", "fault " + (i + 1) + where, xml);
      line(xml, 3);
      xml.writeStartElement("failure");
      xml.writeAttribute("type", "trace");
      attribute("message", faults.get(i).text(), xml);
      xml.writeEndElement();
      line(xml, 2);
      xml.writeEndElement();
    }
    line(xml, 1);
    xml.writeEndElement();
  }

  private static long failures(Report report, List<Located> findings) {
    return findings.stream().filter(report::fails).count();
  }

  private static void suite(
      Report report, JudgedFile file, List<Located> findings, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute("name", file.name(), xml);
    counts(Math.max(1, findings.size()), failures(report, findings), xml);
    if (findings.isEmpty()) {
      testcase(file.name(), "nothing found", xml);
      xml.writeEndElement();
    }
    for (var found : findings) {
      var start = found.region().start();
      var rule = found.finding().rule().id();
      testcase(file.name(), rule + " at " + start.line() + ":" + start.column(), xml);
      attribute("file", file.name(), xml);
      xml.writeAttribute("line", String.valueOf(start.line()));
      finding(report, found, xml);
      line(xml, 2);
      xml.writeEndElement();
    }
    line(xml, 2);
    xml.writeStartElement("system-out");
    // A suite is often all that is shown, so that each says it.
    text(
        file.unread()
            + " of "
            + Summary.number(file.statements(), "statement")
            + " could not be read here. In all: "
            + Summary.of(report),
        xml);
    xml.writeEndElement();
    line(xml, 1);
    xml.writeEndElement();
  }

  private static void testcase(String file, String name, XMLStreamWriter xml)
      throws XMLStreamException {
    line(xml, 2);
    xml.writeStartElement("testcase");
    attribute("classname", file, xml);
    xml.writeAttribute("name", name);
  }

  private static void finding(Report report, Located found, XMLStreamWriter xml)
      throws XMLStreamException {
    var finding = found.finding();
    line(xml, 3);
    if (report.fails(found)) {
      xml.writeStartElement("failure");
      xml.writeAttribute("type", finding.rule().id());
      attribute("message", finding.message(), xml);
      text("Instead:\n" + finding.instead(), xml);
    } else {
      xml.writeStartElement("system-out");
      text(
          Words.severity(found) + ": " + finding.message() + "\nInstead:\n" + finding.instead(),
          xml);
    }
    xml.writeEndElement();
  }

  private static void counts(long tests, long failures, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeAttribute("tests", String.valueOf(tests));
    xml.writeAttribute("failures", String.valueOf(failures));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
  }

  private static void attribute(String name, String value, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeAttribute(name, valid(value));
  }

  private static void text(String value, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters(valid(value));
  }

  private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  /** What XML 1.0 has no way to write (its section 2.2) is shown as a replacement character. */
  private static String valid(String text) {
    var valid = new StringBuilder(text.length());
    text.codePoints().map(c -> isValid(c) ? c : 0xFFFD).forEach(valid::appendCodePoint);
    return valid.toString();
  }

  private static boolean isValid(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
