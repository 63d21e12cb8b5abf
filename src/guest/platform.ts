/** What this machine's Node and shell can do to hold a guest. */
import { spawnSync } from 'node:child_process';

/** Newer engines reserve more address space before the first line of a program runs. */
const ADDRESS_SPACE_MB = { before24: 1_200, since24: 1_900 };

let measured: { readonly megabytes: number | undefined } | undefined;

/** The limit on address space in MB, or undefined where the shell cannot set one and memory has to be polled. */
export function addressSpaceMb(): number | undefined {
  measured ??= { megabytes: process.platform === 'linux' ? tryLimit() : undefined };
  return measured.megabytes;
}

/** The permission model's flag by the name that this Node knows. */
export function permissionFlag(): string {
  return process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
}

function tryLimit(): number | undefined {
  const megabytes =
    Number(process.versions.node.split('.')[0]) >= 24 ? ADDRESS_SPACE_MB.since24 : ADDRESS_SPACE_MB.before24;
  const wanted = String(megabytes * 1024);
  const { stdout } = spawnSync('/bin/sh', ['-c', `ulimit -v ${wanted} && ulimit -v`], {
    encoding: 'utf8',
    timeout: 5_000,
  });
  return stdout.trim() === wanted ? megabytes : undefined;
}
