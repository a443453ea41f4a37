import clsx from 'clsx'
import type { ComponentProps } from 'react'

type Kind = 'primary' | 'plain' | 'quiet' | 'danger'
type Size = 'normal' | 'small'

const kinds: Record<Kind, string> = {
  primary: 'bg-accent text-on-accent hover:brightness-110',
  plain: 'border border-edge bg-surface text-text hover:bg-sunken',
  quiet: 'text-muted hover:bg-sunken hover:text-text',
  danger: 'bg-fail-solid text-on-fail hover:brightness-110',
}

const sizes: Record<Size, string> = {
  normal: 'h-8 px-3 text-body pointer-coarse:h-11 pointer-coarse:px-4',
  small: 'h-7 px-2 text-table pointer-coarse:h-11 pointer-coarse:px-3',
}

/** The look of a button, for links that lead somewhere. */
export function buttonLook(kind: Kind = 'plain', size: Size = 'normal', more?: string): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-chip font-medium whitespace-nowrap transition-colors duration-120',
    'disabled:border-border disabled:bg-sunken disabled:text-subtle disabled:hover:brightness-100',
    kinds[kind],
    sizes[size],
    more,
  )
}

interface ButtonProps extends ComponentProps<'button'> {
  kind?: Kind
  size?: Size
}

/** A button; its text is the verb it performs. */
export function Button({ kind, size, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={buttonLook(kind, size, className)} {...rest} />
}
