import { getNsid, hasNsids, listNsids, type RtnetlinkClient, setNsid } from "@netns/rtnetlink";
import { namedNsids, namesByNsid } from "./named-nsids.js";
import { type ListNsidsOptions, type NsidListing, withNames } from "./nsid-entries.js";
import { type NsidAnswer, type ObserverOptions, withObserver } from "./observer.js";
import { type Paths, withDefaults } from "./paths.js";

// What `NsidLookup` and `NsidAssigner` have no plain answer to. It takes all of a client, and hardly ever happens: in a
// file of its own, because a command that has to start quickly loads it only then.

/** The id that the observer has for the namespace that is open. @throws as `getNsid` */
export function askNsid(fd: number, options: ObserverOptions): number | undefined {
  return withObserver(options, (client) => getNsid(client, { fd }).nsid);
}

/** Whether it has any. @throws as `listNsids` */
export function askForAny(options: ObserverOptions): boolean {
  return withObserver(options, (client) => hasNsids(client));
}

/** Gives the namespace that is open an id in the observer. @throws as `setNsid` */
export function askToSet(fd: number, nsid: number | "auto", options: ObserverOptions): NsidAnswer {
  return withObserver(options, (client, observer) => {
    setNsid(client, { fd }, nsid);
    return { nsid: nsid === "auto" ? getNsid(client, { fd }).nsid : nsid, observer };
  });
}

/** The observer's ids, as they are asked for. @throws as `listNsids` */
export function askToList(options: ListNsidsOptions): NsidListing {
  const paths = withDefaults(options);
  return withObserver(options, (client, observer) => {
    const { nsid, targetNsid } = options;
    return {
      observer,
      ...(nsid === undefined ? listAll(client, paths, targetNsid) : listOne(client, paths, nsid, targetNsid)),
    };
  });
}

type Found = Omit<NsidListing, "observer">;

function listOne(client: RtnetlinkClient, paths: Paths, nsid: number, targetNsid: number | undefined): Found {
  const found = getNsid(client, { nsid }, { targetNsid });
  const idHere = targetNsid === undefined ? found.nsid : found.currentNsid;
  const names = idHere === undefined ? [] : (namesByNsid(client, paths).get(idHere) ?? []);
  return { entries: [{ ...found, names }], complete: true };
}

function listAll(client: RtnetlinkClient, paths: Paths, targetNsid: number | undefined): Found {
  const { entries: found, complete } = listNsids(client, { targetNsid });
  return { entries: found.length === 0 ? [] : withNames(found, namedNsids(client, paths, targetNsid)), complete };
}
