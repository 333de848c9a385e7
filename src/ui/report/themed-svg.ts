import { pictureProperties } from "../charts/saving/svg-text.ts";

/** Declarations in light and in dark -> the name of the class that has them. Shared by all figures of a page. */
export type ThemedClasses = Map<string, string>;

/** Whether an element says what it would be without saying it: all but opacity is inherited, and most say what their parents say. */
const saysNothing = (name: string, element: Element) =>
  name === "opacity"
    ? element.getAttribute(name) === "1"
    : element.getAttribute(name) === element.parentElement?.getAttribute(name);

const declared = (element: Element, names: readonly string[]) =>
  names.map((name) => `${name}:${(element.getAttribute(name) ?? "").replace(/[;{}<>]/g, "")}`).join(";");

function settle(light: Element, dark: Element, classes: ThemedClasses): void {
  // children first: they compare with what their parents still say
  [...light.children].forEach((child, place) => {
    const twin = dark.children[place];
    if (twin !== undefined) settle(child, twin, classes);
  });
  // what is said in one of them is said in both: a rule for light holds in dark, too
  const names = pictureProperties.filter(
    (name) =>
      name !== "font-family" && light.hasAttribute(name) && !(saysNothing(name, light) && saysNothing(name, dark)),
  );
  const key = `${declared(light, names)}|${declared(dark, names)}`;
  for (const name of pictureProperties) light.removeAttribute(name);
  if (names.length === 0) return;
  const name = classes.get(key) ?? `f${classes.size}`;
  classes.set(key, name);
  light.setAttribute("class", name);
}

/**
 * One picture of two drawings of the same figure, in light and in dark colours: styles become classes that follow the
 * reader's colours.
 */
export function themedSvg(light: string, dark: string, classes: ThemedClasses): string {
  const [day, night] = [light, dark].map(
    (text) => new DOMParser().parseFromString(text, "image/svg+xml").documentElement,
  );
  if (day === undefined || night === undefined) return "";
  settle(day, night, classes);
  return new XMLSerializer().serializeToString(day);
}

/** The classes as two style sheets: rules for light, and those that differ in dark. */
export function themedRules(classes: ThemedClasses): { readonly light: string; readonly dark: string } {
  const rules = [...classes].map(([key, name]) => ({ name, day: key.split("|")[0], night: key.split("|")[1] }));
  return {
    light: rules.map(({ name, day }) => `.${name}{${day}}`).join("\n"),
    dark: rules.flatMap(({ name, day, night }) => (day === night ? [] : [`.${name}{${night}}`])).join("\n"),
  };
}
