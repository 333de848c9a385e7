import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const teal: MantineColorsTuple = [
  "#e9f6f5",
  "#d3ebe9",
  "#a5d6d2",
  "#7fcdc5",
  "#5cc4b8",
  "#33a299",
  "#1f8f87",
  "#0f766e",
  "#0b625b",
  "#064e49",
];

export const theme = createTheme({
  primaryColor: "quorum",
  colors: { quorum: teal },
  primaryShade: 7,
  defaultRadius: "md",
  fontFamily: "var(--q-sans)",
  fontFamilyMonospace: "var(--q-mono)",
  respectReducedMotion: true,
  cursorType: "pointer",
});

/** The library's own greys are too faint for small text in places; the page's tokens take over, in both schemes. */
export const variables: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--q-surface)",
    "--mantine-color-text": "var(--q-ink)",
    "--mantine-color-dimmed": "var(--q-ink-3)",
    "--mantine-color-placeholder": "var(--q-ink-3)",
    "--mantine-color-default": "var(--q-surface)",
    "--mantine-color-default-hover": "var(--q-sunken)",
    "--mantine-color-default-color": "var(--q-ink)",
    "--mantine-color-default-border": "color-mix(in srgb, var(--q-ink-3) 55%, var(--q-surface))",
    "--mantine-color-disabled": "var(--q-sunken)",
    "--mantine-color-disabled-color": "var(--q-ink-3)",
    "--mantine-color-disabled-border": "var(--q-line)",
  };
  return { variables: {}, light: shared, dark: shared };
};
