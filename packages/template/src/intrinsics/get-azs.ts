import type { Intrinsic } from './intrinsic.ts';

/**
 * The letters of a region's zones, where they are not a, b and c. Which of them an account sees may differ.
 * @source "AWS Availability Zones", AWS global infrastructure documentation
 */
const zonesOf: { readonly [region: string]: string } = {
  'ap-northeast-1': 'acd',
  'ap-northeast-2': 'abcd',
  'ca-central-1': 'abd',
  'us-east-1': 'abcdef',
  'us-west-1': 'ac',
  'us-west-2': 'abcd',
};

/** @source "Fn::GetAZs", AWS CloudFormation template reference */
export const fnGetAZs: Intrinsic = {
  name: 'Fn::GetAZs',
  evaluate({ argument, scope, resolve, fail }) {
    const given = resolve(argument);
    if (typeof given !== 'string') return fail("Fn::GetAZs takes a region, or '' for the stack's own.");
    const region = given === '' ? scope.pseudo.Region : given;
    const letters = Object.hasOwn(zonesOf, region) ? zonesOf[region] : undefined;
    return [...(letters ?? 'abc')].map((it) => `${region}${it}`);
  },
};
