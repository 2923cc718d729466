// Read vCards, jCards or a calendar from stdin with ical.js, and print what it understands as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const ICAL = createRequire(`${process.argv[3]}/`)("ical.js").default ?? createRequire(`${process.argv[3]}/`)("ical.js");
const input = readFileSync(0, "utf-8");

const plain = (value) => (typeof value === "object" && !Array.isArray(value) ? value.toString() : value);
const properties = (card) =>
  new ICAL.Component(card).getAllProperties().map((each) => [each.name, {}, each.type, ...each.getValues().map(plain)]);
const several = (parsed) => (typeof parsed[0] === "string" ? [parsed] : parsed);

function events(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents().filter((each) => each.name !== "vtimezone").map((each) => {
    const value = (name) => each.getFirstPropertyValue(name)?.toString() ?? null;
    return {
      kind: each.name,
      uid: value("uid"),
      sequence: each.getFirstPropertyValue("sequence"),
      modified: value("last-modified"),
      stamp: value("dtstamp"),
      status: value("status"),
      summary: value("summary"),
      description: value("description"),
      start: value("dtstart"),
      end: value("dtend"),
      due: value("due"),
      day: each.getFirstPropertyValue("dtstart")?.isDate ?? null,
      transparent: value("transp"),
      alarms: each.getAllSubcomponents("valarm").map((alarm) => alarm.getFirstPropertyValue("trigger").toString()),
    };
  });
}

const read = {
  vcf: () => several(ICAL.parse(input)),
  jcard: () => JSON.parse(input).map((card) => [card[0], properties(card)]),
  ics: () => events(input),
};
process.stdout.write(JSON.stringify(read[process.argv[2]]()));
