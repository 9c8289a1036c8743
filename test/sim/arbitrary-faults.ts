/** Random faults: every one of the catalogue, at things of a random network. */
import fc from 'fast-check';
import { malformedKindNames } from '../../sim/bgp/vendors/malformed.ts';
import { catalogue, type Injection } from '../../sim/simulation.ts';
import { connection, SECOND, some, vif } from './arbitrary-names.ts';

export interface RandomFault {
  readonly do: 'inject';
  readonly injection: Injection;
}

const lasting = fc.constantFrom(...[undefined, '2s', '7s', '40s', '5m']);

const fault = (name: string, target: fc.Arbitrary<string>, options: fc.Arbitrary<Injection['options']>) =>
  fc.record({ target, options, lasts: lasting }).map(
    ({ target: at, options: given, lasts }): RandomFault => ({
      do: 'inject',
      injection: {
        fault: name,
        target: at,
        ...(given === undefined ? {} : { options: given }),
        ...(lasts === undefined ? {} : { for: lasts }),
      },
    }),
  );

const none = fc.constant({});
const wire = fc.oneof(connection, connection, some('carrier'));
const direction = fc.constantFrom('both', 'to-aws', 'to-customer');
const end = fc.constantFrom('aws', 'customer');
/** Of subnets that no virtual interface of a random network has. */
const strangeAddress = fc.oneof(
  fc.integer({ min: 1, max: 254 }).map((third) => `198.18.${third}.1/30`),
  fc.constant('2001:db8:9::1/125'),
);
/** Mostly of nobody; some are another's, and refused at AWS's end. */
const address = fc.oneof(
  { weight: 3, arbitrary: strangeAddress },
  fc.constantFrom('169.254.255.1/30', '169.254.255.2/30', '169.254.255.5/30', '169.254.255.6/30'),
);
const vlan = fc.oneof(fc.integer({ min: 3001, max: 3999 }), fc.integer({ min: 101, max: 104 }));
const operation = fc.constantFrom(...catalogue.simulated);
const count = fc.constantFrom({}, { count: 1 }, { count: 2 });

export const faults = fc.oneof(
  { weight: 4, arbitrary: fault('fibre-cut', wire, fc.record({ direction })) },
  {
    weight: 3,
    arbitrary: fault(
      'silent-loss',
      wire,
      fc.record({ loss: fc.constantFrom(1_000, 100_000, 600_000, 1_000_000), direction }),
    ),
  },
  fault('silent-loss', some('routerLink'), fc.record({ loss: fc.constantFrom(100_000, 600_000, 1_000_000) })),
  fault('light-decay', connection, fc.constant({ power: -20, over: 30 * SECOND })),
  fault('lacp-member-loss', connection, none),
  { weight: 2, arbitrary: fault('device-down', fc.constantFrom('d1', 'd2', 'r1', 'r2', 'metro'), none) },
  fault('router-link-down', some('routerLink'), none),
  fault('vpn-down', some('vpn'), none),
  { weight: 2, arbitrary: fault('bgp-reset', vif, fc.record({ end })) },
  fault('wrong-vlan', vif, fc.record({ end, value: vlan })),
  fault('wrong-asn', vif, fc.record({ end, value: fc.constant(65009) })),
  fault('wrong-key', vif, fc.record({ end, value: fc.constant('another-key') })),
  fault('wrong-address', vif, fc.record({ end, value: address })),
  fault('wrong-mtu', vif, fc.record({ end, value: fc.constantFrom(576, 9001) })),
  fault('malformed-message', vif, fc.record({ end, kind: fc.constantFrom(...malformedKindNames) })),
  fault('bgp-process-down', fc.constantFrom('r1', 'r2'), none),
  fault('status-unavailable', fc.constantFrom('d1', 'd2'), none),
  fault('api-server-exception', operation, count),
  fault('api-throttling', operation, count),
  fault('api-reply-lost', operation, count),
);
