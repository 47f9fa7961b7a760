import type { CSSVariablesResolver, MantineColorsTuple, MantineThemeOverride } from '@mantine/core';
import { createTheme } from '@mantine/core';
import styles from './theme.module.css';

const tuple = (name: string) =>
  Array.from({ length: 10 }, (_, shade) => `var(--${name}-${shade})`) as unknown as MantineColorsTuple;

/** The Mantine theme of both web apps; every colour in it is a variable of `tokens.css`. */
export const theme: MantineThemeOverride = createTheme({
  respectReducedMotion: true,
  primaryColor: 'sound',
  colors: { sound: tuple('sound') },
  primaryShade: { light: 7, dark: 6 },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 6,
  cursorType: 'pointer',
  focusRing: 'auto',
  focusClassName: styles.focus!,
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '4px', md: '6px', lg: '10px', xl: '10px' },
  fontSizes: { xs: '.75rem', sm: '.8125rem', md: '.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1rem', sm: '1.25rem', md: '1.375rem', lg: '1.5rem', xl: '1.5rem' },
  shadows: {
    xs: 'var(--shadow-1)',
    sm: 'var(--shadow-1)',
    md: 'var(--shadow-2)',
    lg: 'var(--shadow-2)',
    xl: 'var(--shadow-2)',
  },
  headings: {
    fontFamily: 'var(--font)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: 'var(--fs-page)', lineHeight: '2.125rem' },
      h2: { fontSize: 'var(--fs-title)', lineHeight: '1.5rem' },
      h3: { fontSize: 'var(--fs-body)', lineHeight: '1.375rem' },
      h4: { fontSize: 'var(--fs-table)', lineHeight: '1.25rem' },
    },
  },
  // Plain objects, not `Button.extend(…)`: the theme must not draw every component into the first load.
  components: {
    Button: { defaultProps: { size: 'sm' }, classNames: { root: styles.button! } },
    Input: { classNames: { input: styles.input!, section: styles.inputSection! } },
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      classNames: { label: styles.inputLabel!, description: styles.inputHelp!, error: styles.inputError! },
    },
    Table: { defaultProps: { tabularNums: true, verticalSpacing: 7 } },
    Paper: { defaultProps: { withBorder: true, radius: 10 } },
    Badge: { defaultProps: { variant: 'light', radius: 4, tt: 'none', fw: 500 } },
    Tabs: {
      classNames: { list: styles.tabList!, tab: styles.tab!, tabLabel: styles.tabLabel! },
    },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 10,
        size: 520,
        overlayProps: { backgroundOpacity: 0.45 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
      classNames: {
        content: styles.modal!,
        header: styles.modalHeader!,
        title: styles.modalTitle!,
        body: styles.modalBody!,
      },
    },
    Popover: {
      defaultProps: { shadow: 'md', radius: 10 },
      classNames: { dropdown: styles.floating! },
    },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Menu: {
      // The placeholder is a focusable child that a menu may not have.
      defaultProps: { shadow: 'md', radius: 10, withInitialFocusPlaceholder: false },
      classNames: { dropdown: styles.floating!, item: styles.menuItem! },
    },
    Checkbox: {
      defaultProps: { size: 'xs' },
      classNames: { input: styles.checkbox!, label: styles.checkboxLabel!, body: styles.checkboxBody! },
    },
    SegmentedControl: {
      defaultProps: { size: 'xs', radius: 6, withItemsBorders: false, transitionDuration: 0 },
      classNames: {
        root: styles.segments!,
        indicator: styles.segmentIndicator!,
        label: styles.segmentLabel!,
      },
    },
    Tooltip: { defaultProps: { openDelay: 300 }, classNames: { tooltip: styles.tooltip! } },
    Skeleton: { defaultProps: { animate: false } },
  },
});

/* Mantine's own greys, where a component asks for them by number: our stone instead. */
const LIGHT_GREYS = [
  'sunken',
  'hover',
  'line',
  'line',
  'line-strong',
  'ink-3',
  'ink-3',
  'ink-2',
  'ink-2',
  'ink',
];
const DARK_GREYS = [
  'ink',
  'ink-2',
  'ink-3',
  'line-strong',
  'line',
  'hover',
  'surface',
  'canvas',
  'canvas',
  'canvas',
];
const greys = (name: string, tokens: string[]) =>
  Object.fromEntries(tokens.map((token, shade) => [`--mantine-color-${name}-${shade}`, `var(--${token})`]));

/* The same in both schemes: the tokens themselves switch. Mantine writes these per scheme, so ours must be per scheme as well. */
const schemeVariables = {
  '--mantine-color-body': 'var(--canvas)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-success': 'var(--ok)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-sound-filled': 'var(--accent)',
  '--mantine-color-sound-filled-hover': 'var(--accent-hover)',
  '--mantine-color-sound-light': 'var(--accent-soft)',
  '--mantine-color-sound-light-hover': 'var(--accent-soft)',
  '--mantine-color-sound-light-color': 'var(--accent-text)',
  '--mantine-color-sound-outline': 'var(--accent-text)',
  '--mantine-color-sound-text': 'var(--accent-text)',
  // Quiet icon buttons: Mantine would take one of the greys that is the ground in the dark.
  '--mantine-color-gray-light': 'var(--sunken)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
  '--mantine-color-gray-light-color': 'var(--ink-2)',
  '--mantine-color-red-filled': 'var(--bad)',
  '--mantine-color-red-filled-hover': 'var(--bad)',
};

/** Maps Mantine's semantic colours to the tokens (DESIGN, "Mantine"). */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { ...greys('gray', LIGHT_GREYS), ...greys('dark', DARK_GREYS) },
  light: schemeVariables,
  dark: schemeVariables,
});
