// Reads a calendar from standard input with the library named as argument, and writes what it found as JSON.
import { readFileSync } from "node:fs";

const text = readFileSync(0, "utf8");
const moment = (date, isDay) => (isDay ? date.toISOString().slice(0, 10) : date.toISOString());

async function withIcalJs() {
  const { default: ICAL } = await import("ical.js");
  const calendar = new ICAL.Component(ICAL.parse(text));
  // The zone as the file has it, not one of the library's own.
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      starts: moment(event.startDate.isDate ? new Date(`${event.startDate}T00:00Z`) : event.startDate.toJSDate(), event.startDate.isDate),
      ends: moment(event.endDate.isDate ? new Date(`${event.endDate}T00:00Z`) : event.endDate.toJSDate(), event.endDate.isDate),
      status: component.getFirstPropertyValue("status"),
      sequence: event.sequence,
      title: event.summary,
      location: event.location ?? "",
      text: event.description,
    };
  });
}

async function withNodeIcal() {
  const { default: ical } = await import("node-ical");
  const found = Object.values(ical.sync.parseICS(text)).filter((one) => one.type === "VEVENT");
  return found.map((event) => ({
    uid: event.uid,
    starts: moment(event.start, event.datetype === "date"),
    ends: moment(event.end, event.datetype === "date"),
    status: event.status,
    sequence: Number(event.sequence),
    title: event.summary,
    location: event.location ?? "",
    text: event.description,
  }));
}

const found = await (process.argv[2] === "ical.js" ? withIcalJs() : withNodeIcal());
process.stdout.write(JSON.stringify(found));
