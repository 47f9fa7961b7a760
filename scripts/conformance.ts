/**
 * `npm run test:conformance`: how the arithmetic answers the external cases, a line a file. Other files of the same form are named by
 * ACTUS_CASES, DAYCOUNT_CASES, FINERACT_CASES, FRAPPE_CASES, G702_CASES and IRR_CASES. What is wrong goes to the error output.
 */
import { complaints } from '../packages/domain/test/conformance/outcome.ts';
import { casesOf, SUITES } from '../packages/domain/test/conformance/suites.ts';

for (const suite of SUITES) {
  const cases = casesOf(suite);
  if (!cases) {
    console.log(`${suite.file}: skipped, for it is not there (${suite.variable} names another)`);
    continue;
  }
  const failed = cases
    .map((each) => ({ each, wrong: complaints(each) }))
    .filter(({ wrong }) => wrong.length > 0);
  const deviating = cases.filter(
    (each) => each.deviation && !failed.some((failure) => failure.each === each),
  ).length;
  const passed = cases.length - failed.length - deviating;
  const otherwise = deviating > 0 ? `, ${deviating} rightly answered otherwise (docs/conformance.md)` : '';
  console.log(`${suite.file}: ${passed} passed, ${failed.length} failed${otherwise}`);
  for (const { each, wrong } of failed)
    console.error(`  ${each.name}: ${wrong.slice(0, 5).join('; ')}${wrong.length > 5 ? ' …' : ''}`);
  if (failed.length > 0) process.exitCode = 1;
}
