/** The customer's ends of virtual interfaces that no router interface is written for: what they will be called. */
import type { Named, NetworkSpec, RouterSpec } from './spec.ts';

/** What the names hang on; the virtual interfaces as in a file, where the VLAN may be the hosted connection's. */
export interface EndsSpec extends Pick<NetworkSpec, 'connections' | 'lags' | 'routers'> {
  readonly vifs: Named<{
    readonly on: string;
    readonly vlan?: number;
    readonly customerEnd: 'mirror' | 'none';
  }>;
}

/** A sub-interface to be made on the port or port-channel that is cabled to a virtual interface. */
export interface MadeEnd {
  readonly vif: string;
  readonly router: string;
  readonly parent: string;
  readonly label: string;
  readonly vlan: number;
}

/** The ends that are made, in the order of the file. A network with mistakes has those that can be told. */
export function madeEnds(spec: EndsSpec): readonly MadeEnd[] {
  const written = writtenFor(spec.routers);
  const channels = channelsOf(spec.routers);
  return Object.entries(spec.vifs).flatMap(([vif, { on, vlan: own, customerEnd }]) => {
    if (customerEnd !== 'mirror' || written.has(vif)) return [];
    const base = spec.connections[on]?.parent ?? on;
    const cable = (spec.lags[base]?.connections ?? [base])
      .map((name) => spec.connections[name]?.cable)
      .find((one) => one !== undefined);
    const vlan = own ?? spec.connections[on]?.vlan;
    if (cable === undefined || vlan === undefined) return [];
    const { router, port } = cable;
    const parent = channels.get(`${router} ${port}`) ?? port;
    return [{ vif, router, parent, label: `${parent}.${vlan}`, vlan }];
  });
}

/** Virtual interfaces for which a router has an interface of its own. */
function writtenFor(routers: Named<RouterSpec>): ReadonlySet<string> {
  const interfaces = Object.values(routers).flatMap((router) => Object.values(router.interfaces));
  return new Set(
    interfaces.flatMap((itf) => (itf.kind === 'subInterface' && itf.for !== undefined ? [itf.for] : [])),
  );
}

/** `lon-r1 eth1` → the port-channel that it is a member of. */
function channelsOf(routers: Named<RouterSpec>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(routers).flatMap(([router, { interfaces }]) =>
      Object.entries(interfaces).flatMap(([label, itf]) =>
        itf.kind === 'portChannel' ? itf.members.map((port) => [`${router} ${port}`, label] as const) : [],
      ),
    ),
  );
}
