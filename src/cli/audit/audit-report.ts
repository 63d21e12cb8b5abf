/** What `stepzero audit` answers with: the object that --json prints, and that text and Markdown are written from. */
import type { AuditedClaim } from '../../audit/audit.js';
import type { Verdict } from '../../audit/claim.js';
import { startSeeds, trainingSeeds } from '../../audit/lab/seeds.js';
import type { Examples } from '../../dataset/examples.js';
import type { KernelName } from '../../torch/kernels.js';
import { courseVersion } from '../course-root.js';

/** Every claim with its verdict, and what the figures depend on. Nothing in it depends on the time. */
export interface AuditReport {
  readonly summary: Readonly<Record<Verdict, number>>;
  readonly claims: readonly AuditedClaim[];
  readonly provenance: {
    readonly stepzero: string;
    readonly data: { readonly label: string; readonly digest: string };
    /** What trained; null where nothing did. */
    readonly kernels: KernelName | null;
    readonly startSeeds: readonly number[];
    readonly trainingSeeds: readonly number[];
  };
}

/** Puts a report together. */
export function auditReport(
  claims: readonly AuditedClaim[],
  { label, digest }: Pick<Examples, 'label' | 'digest'>,
  kernels: KernelName | null,
): AuditReport {
  const count = (verdict: Verdict) => claims.filter((claim) => claim.verdict === verdict).length;
  return {
    summary: { holds: count('holds'), 'does not hold': count('does not hold'), depends: count('depends') },
    claims,
    provenance: { stepzero: courseVersion(), data: { label, digest }, kernels, startSeeds, trainingSeeds },
  };
}
