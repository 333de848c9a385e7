import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

interface Entry {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  readonly packages: Readonly<Record<string, Entry>>;
};
const installed = Object.entries(packages).filter(([place]) => place !== "");

it("names every package with the hash of its content, and no other registry than the public one", () => {
  expect(installed.length).toBeGreaterThan(100);
  for (const [place, { resolved, integrity, link }] of installed) {
    expect(link, place).toBeUndefined();
    expect(integrity, place).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    // left out, it is the registry that is asked
    if (resolved !== undefined) expect(resolved, place).toMatch(/^https:\/\/registry\.npmjs\.org\//);
  }
});

it("pins every dependency to one version", () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as Record<
    string,
    Readonly<Record<string, string>>
  >;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    expect(packages[`node_modules/${name}`], name).toMatchObject({ version });
  }
});
