import { describe, expect, it } from 'vitest';
import { attributes, imported, mapOf } from './routes.ts';

describe('a route of another AS', () => {
  it('gets local preference 100, whatever it came with (RFC 4271 §5.1.5)', () => {
    expect(imported({})?.attributes).toBe(attributes({ localPref: 100 }));
    expect(imported({ localPref: 900 })?.attributes).toBe(attributes({ localPref: 100 }));
  });

  it('keeps its MED and communities', () => {
    const some = { med: 20, communities: ['7224:7100'] };
    expect(imported(some)?.attributes).toBe(attributes({ ...some, localPref: 100 }));
  });

  it('has no marks of route reflection (RFC 4456 §8)', () => {
    const route = imported({ originatorId: '10.0.0.7', clusterList: ['10.0.0.8'] });
    expect(route?.attributes).toBe(attributes({ localPref: 100 }));
    expect(imported({ originatorId: '10.0.0.1' })).toBeDefined();
  });

  it('is a loop when the own AS is in its path', () => {
    expect(imported({ asPath: [64_512, 65_001] })).toBeUndefined();
  });

  it('allowas-in takes so many of the own AS, and no more', () => {
    expect(imported({ asPath: [64_512, 65_001] }, { allowasIn: 1 })).toBeDefined();
    expect(imported({ asPath: [64_512, 65_001, 65_001] }, { allowasIn: 1 })).toBeUndefined();
  });

  it("has the neighbour's weight, unless the route map sets one", () => {
    expect(imported({}, { weight: 10 })?.weight).toBe(10);
    expect(imported({}, { weight: 10, map: mapOf({ set: { weight: 20 } }) })?.weight).toBe(20);
  });

  it('passes the import route map, or not', () => {
    const map = mapOf({ match: { neighbor: ['169.254.1.1'] }, set: { localPreference: 200 } });
    expect(imported({}, { map })?.attributes.localPref).toBe(200);
    expect(imported({}, { map, context: { neighborNames: ['169.254.2.1'] } })).toBeUndefined();
  });
});

describe('graceful shutdown at the receiver (RFC 8326 §4.2)', () => {
  const leaving = { communities: ['65535:0'] };

  it('makes routes with the community the last choice', () => {
    expect(imported(leaving)?.attributes.localPref).toBe(0);
  });

  it('has the last word over the route map', () => {
    expect(imported(leaving, { map: mapOf({ set: { localPreference: 200 } }) })?.attributes.localPref).toBe(
      0,
    );
  });

  it('is left out where the route map takes the community away', () => {
    const map = mapOf({ set: { deleteCommunities: ['graceful-shutdown'] } });
    expect(imported(leaving, { map })?.attributes.localPref).toBe(100);
  });

  it('trusts local preference within the AS', () => {
    expect(imported({ ...leaving, localPref: 150 }, { internal: true })?.attributes.localPref).toBe(150);
  });

  it('makes every route of a session that it takes down itself the last choice', () => {
    expect(imported({}, { gracefulShutdown: true })?.attributes.localPref).toBe(0);
    expect(imported({}, { gracefulShutdown: true, internal: true })?.attributes.localPref).toBe(0);
  });
});

describe('a route of the own AS', () => {
  const internal = { internal: true };

  it('keeps its local preference, or has 100', () => {
    expect(imported({ localPref: 300 }, internal)?.attributes.localPref).toBe(300);
    expect(imported({}, internal)?.attributes.localPref).toBe(100);
  });

  it('is a loop when this router brought it in (RFC 4456 §8)', () => {
    expect(imported({ originatorId: '10.0.0.1' }, internal)).toBeUndefined();
    expect(imported({ originatorId: '10.0.0.2' }, internal)).toBeDefined();
  });

  it('is a loop when it passed the own cluster', () => {
    const passed = { originatorId: '10.0.0.2', clusterList: ['10.0.0.8', '10.0.0.9'] };
    expect(imported(passed, { ...internal, clusterId: '10.0.0.9' })).toBeUndefined();
    expect(imported(passed, { ...internal, clusterId: '10.0.0.7' })).toBeDefined();
    expect(imported(passed, internal)).toBeDefined();
  });
});
